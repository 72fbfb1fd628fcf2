package lightrag.launcher;

import picocli.CommandLine.Command;

/** {@code lightrag} without a command starts the server. */
@Command(
        name = "lightrag",
        description = "Multi-tenant knowledge graph retrieval. Without a command: start.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Provider.class,
        sortOptions = false)
final class RootCommand extends StartCommand {

    RootCommand(Installation installation) {
        super(installation);
    }
}
