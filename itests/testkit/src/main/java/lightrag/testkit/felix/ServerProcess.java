package lightrag.testkit.felix;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightrag.launcher.framework.Distribution;

/** The assembled server in a JVM of its own, as its start script runs it; it can be killed. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Pattern SERVING = Pattern.compile("serves at (http\\S+)");

    private final Process process;
    private final Path log;
    private final URI url;

    private ServerProcess(Process process, Path log, URI url) {
        this.process = process;
        this.log = log;
        this.url = url;
    }

    /** Starts it and waits until it serves. */
    public static ServerProcess start(ServerSettings settings) {
        return start(settings.folder(), command(settings), Map.of());
    }

    /**
     * Starts a server by a command line of its own.
     *
     * @param environment beside the one of this process
     */
    static ServerProcess start(Path folder, List<String> command, Map<String, String> environment) {
        Process process = null;
        try {
            Path log = Files.createTempFile(Files.createDirectories(folder), "server", ".log");
            process = builder(folder, command, environment).redirectOutput(log.toFile()).start();
            return new ServerProcess(process, log, awaitUrl(process, log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AssertionError e) {
            if (process != null) {
                process.destroyForcibly();
            }
            throw e;
        }
    }

    private static ProcessBuilder builder(
            Path folder, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }

    /** How a command ended. @param output both streams */
    public record Outcome(int code, String output) {}

    /**
     * Runs another command of the start script, for instance {@code verify}, with the settings of a
     * server.
     */
    public static Outcome run(ServerSettings settings, String... command) {
        List<String> line = launcher(settings, "run/" + command[0]);
        line.addAll(List.of(command));
        settings.options().forEach((name, value) -> line.add("--set=" + name + "=" + value));
        return run(settings.folder(), line, Map.of());
    }

    /** Runs a command line to its end. */
    static Outcome run(Path folder, List<String> command, Map<String, String> environment) {
        try {
            Process process = builder(folder, command, environment).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> command(ServerSettings settings) {
        List<String> command = launcher(settings, "run/0");
        command.addAll(List.of("start", "--features", String.join(",", settings.features())));
        settings.options().forEach((name, value) -> command.add("--set=" + name + "=" + value));
        return command;
    }

    private static List<String> launcher(ServerSettings settings, String runFolder) {
        Distribution distribution = AssembledServer.distribution();
        Path home = distribution.home();
        Path run = created(settings.folder().resolve(runFolder));
        return new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseCompactObjectHeaders",
                        "-Xmx1g",
                        // It lives for seconds: the optimising compiler would only be in its way.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + run,
                        "-Dlogback.configurationFile=" + home.resolve("etc/logback.xml"),
                        "-Dlightrag.home=" + home,
                        "-Dlightrag.etc=" + distribution.etc(),
                        "-Dlightrag.run=" + run,
                        "-Dlightrag.script=" + home.resolve("bin/lightrag"),
                        "-cp",
                        home.resolve("lib") + "/*",
                        "lightrag.launcher.Main"));
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI awaitUrl(Process process, Path log) throws IOException {
        Await.until(
                PATIENCE,
                "the server serves or ends",
                () -> !process.isAlive() || SERVING.matcher(Files.readString(log)).find());
        String output = Files.readString(log);
        Matcher serving = SERVING.matcher(output);
        if (!serving.find()) {
            throw new AssertionError("The server does not start:\n" + output);
        }
        return URI.create(serving.group(1));
    }

    /** Base URL, without a slash at its end. */
    public URI url() {
        return url;
    }

    /** Everything the server has printed so far. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Ends it at once, as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to stop, as {@code kill} does, and waits until it has. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The server did not stop:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
