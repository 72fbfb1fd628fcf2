package lightrag.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Prints which version this is and on what it runs. */
@Command(name = "version", description = "Prints the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {

    /** The same for {@code --version}. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }
    }

    @Override
    public Integer call() {
        System.out.println(text());
        return 0;
    }

    private static String text() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return "LightRAG on OSGi "
                + (version == null ? "(not assembled)" : version)
                + ", Java "
                + Runtime.version();
    }
}
