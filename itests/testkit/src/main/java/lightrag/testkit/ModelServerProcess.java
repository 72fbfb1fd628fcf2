package lightrag.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The shared deterministic model server as a child process on a free port: OpenAI, Ollama and
 * rerank wire formats, with latency and faults on demand. A test that starts it is skipped where
 * the tool is not beside the checkout.
 */
public final class ModelServerProcess implements AutoCloseable {

    private static final Path TOOL = Path.of("shared", "tools", "ModelServer.java");

    private final Process process;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private ModelServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param options as the tool documents them, for instance {@code "--latency-ms", "20"}
     */
    public static ModelServerProcess start(String... options) {
        Optional<Path> tool = tool();
        Assumptions.assumeTrue(
                tool.isPresent(), "shared/tools/ModelServer.java is not beside the checkout");
        try {
            int port = freePort();
            List<String> command = new ArrayList<>();
            command.add(ProcessHandle.current().info().command().orElse("java"));
            command.addAll(
                    List.of(
                            "-Xmx256m",
                            tool.orElseThrow().toString(),
                            "--port",
                            String.valueOf(port)));
            command.addAll(List.of(options));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            ModelServerProcess server = new ModelServerProcess(process, port);
            server.awaitFirstLine();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> tool() {
        return Stream.iterate(
                        Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(TOOL))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitFirstLine() throws IOException {
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null || !line.startsWith("model server on")) {
            close();
            throw new IllegalStateException("the model server did not start: " + line);
        }
    }

    /** Without a path: what Ollama clients want; OpenAI clients append {@code /v1}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** A counter of {@code GET /stats}; 0 when it is not there yet. */
    public long count(String name) {
        Matcher matcher =
                Pattern.compile('"' + Pattern.quote(name) + "\":(\\d+)").matcher(stats("GET"));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** Sets all counters back. */
    public void reset() {
        stats("DELETE");
    }

    private String stats(String method) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url() + "/stats"))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
