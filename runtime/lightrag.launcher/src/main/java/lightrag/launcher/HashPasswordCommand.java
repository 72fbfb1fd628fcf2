package lightrag.launcher;

import java.io.Console;
import java.util.Optional;
import java.util.concurrent.Callable;
import lightrag.auth.users.UsersTool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hashes a password for the user file or {@code AUTH_ACCOUNTS}. */
@Command(
        name = "hash-password",
        description = "Hashes a password for the user file; asks for it when it is not given.",
        mixinStandardHelpOptions = true)
final class HashPasswordCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "PASSWORD",
            description = "Left out, it is read without echo.")
    private @Nullable String password;

    @Option(
            names = "--username",
            paramLabel = "NAME",
            description = "Print NAME:hash, as AUTH_ACCOUNTS has it.")
    private @Nullable String username;

    @Override
    public Integer call() {
        Optional<String> given = Optional.ofNullable(password).or(HashPasswordCommand::ask);
        if (given.isEmpty()) {
            System.err.println("No password: give it as an argument or start this in a terminal.");
            return 2;
        }
        return UsersTool.hashPassword(given.get(), Optional.ofNullable(username), System.out);
    }

    private static Optional<String> ask() {
        Console console = System.console();
        return console == null
                ? Optional.empty()
                : Optional.ofNullable(console.readPassword("Password: ")).map(String::new);
    }
}
