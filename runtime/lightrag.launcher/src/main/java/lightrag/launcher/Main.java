package lightrag.launcher;

import picocli.CommandLine;

/** Entry point of the command {@code lightrag}. */
public final class Main {

    private Main() {}

    /**
     * Runs one command and ends the process with its code: 0 done, 1 failed, 2 wrong usage.
     *
     * @param arguments as {@code lightrag --help} lists them
     */
    public static void main(String[] arguments) {
        System.exit(commandLine(Installation.current()).execute(arguments));
    }

    static CommandLine commandLine(Installation installation) {
        RootCommand root = new RootCommand(installation);
        CommandLine line =
                new CommandLine(root.withServerOptions())
                        .addSubcommand(new StartCommand(installation).withServerOptions())
                        .addSubcommand(new DemoCommand(installation))
                        .addSubcommand(new StopCommand(installation))
                        .addSubcommand(new StatusCommand(installation))
                        .addSubcommand(new EnginesCommand(installation))
                        .addSubcommand(new DeployCommand(installation))
                        .addSubcommand(new RollbackCommand(installation))
                        .addSubcommand(new ConfirmCommand(installation))
                        .addSubcommand(new VerifyCommand(installation).withServerOptions())
                        .addSubcommand(new ImportCommand(installation).withServerOptions())
                        .addSubcommand(new ExportCommand(installation).withServerOptions())
                        .addSubcommand(new CheckCommand(installation).withServerOptions())
                        .addSubcommand(new HashPasswordCommand())
                        .addSubcommand(new NewKeyCommand())
                        .addSubcommand(new VersionCommand());
        line.setExecutionExceptionHandler(Main::report);
        return line;
    }

    private static int report(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        line.getErr().println(line.getColorScheme().errorText("lightrag: " + failure.getMessage()));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
