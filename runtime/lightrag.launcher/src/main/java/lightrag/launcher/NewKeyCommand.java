package lightrag.launcher;

import java.util.concurrent.Callable;
import lightrag.auth.users.UsersTool;
import picocli.CommandLine.Command;

/** Makes an API key and the digest that stands for it in the user file. */
@Command(
        name = "new-key",
        description = "Makes an API key, and its digest for the user file.",
        mixinStandardHelpOptions = true)
final class NewKeyCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return UsersTool.newKey(System.out);
    }
}
