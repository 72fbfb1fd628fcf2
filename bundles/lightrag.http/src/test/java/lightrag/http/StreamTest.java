package lightrag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import lightrag.api.ModelFailureException;
import lightrag.api.QueryMode;
import lightrag.api.QueryParam;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTest {
    private final FakeLightRag rag = new FakeLightRag();
    private final TestServer server = new TestServer(rag);

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void answerLive() {
        rag.streams = param -> FakeStream.of(rag.data(param), "This ", "", "is ", "héllo 😀/");
    }

    private String stream(Map<String, Object> settings) throws Exception {
        Map<String, Object> body = new java.util.HashMap<>(settings);
        body.put("query", "what is it");
        return server.post("/query/stream", body).body();
    }

    @Test
    void linesAreAsciiWithBlanksAfterSeparators() throws Exception {
        assertThat(stream(Map.of()))
                .isEqualToIgnoringCase(
                        """
                {"references": [{"reference_id": "1", "file_path": "turing.txt"}]}
                {"response": "This "}
                {"response": "is "}
                {"response": "h\\u00e9llo \\ud83d\\ude00/"}
                """);
    }

    @Test
    void referencesAreLeftOutOrFilled() throws Exception {
        assertThat(stream(Map.of("include_references", false)))
                .startsWith("{\"response\": \"This \"}");
        assertThat(stream(Map.of("include_chunk_content", true)))
                .contains("\"content\": [\"Alan Turing worked.\"]");
    }

    @Test
    void unstreamedAnswersAreOneLine() throws Exception {
        assertThat(stream(Map.of("stream", false)))
                .isEqualTo(
                        "{\"response\": \"This is the answer.\","
                                + " \"llm_generated\": true, \"references\": [{\"reference_id\": \"1\", \"file_path\": \"turing.txt\"}]}\n");
    }

    @Test
    void stepsComeFirstAndTheTimeLast() throws Exception {
        List<String> lines = stream(Map.of("include_progress", true)).lines().toList();
        assertThat(lines.getFirst()).isEqualTo("{\"progress\": \"extracting_keywords\"}");
        assertThat(lines.getLast()).matches("\\{\"response_time\": [0-9.]+}");
    }

    @Test
    void aFailureDuringAnAnswerIsTheLastLine() throws Exception {
        Iterator<String> broken =
                new Iterator<>() {
                    private boolean begun;

                    @Override
                    public boolean hasNext() {
                        return true;
                    }

                    @Override
                    public String next() {
                        if (begun) {
                            throw new ModelFailureException("cut off", true);
                        }
                        begun = true;
                        return "Some";
                    }
                };
        rag.streams = param -> new FakeStream(broken, rag.data(param), true);
        assertThat(stream(Map.of("include_progress", true)).lines().toList())
                .endsWith("{\"response\": \"Some\"}", "{\"error\": \"cut off\"}");
    }

    @Test
    void eachPieceIsSentAtOnceAndAClosedConnectionClosesTheAnswer() throws Exception {
        SynchronousQueue<String> model = new SynchronousQueue<>();
        FakeStream answer =
                new FakeStream(
                        taking(model), rag.data(QueryParam.of("abc", QueryMode.BYPASS)), true);
        rag.streams = param -> answer;
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            ask(socket.getOutputStream());
            BufferedReader reader =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            hand(model, "one");
            awaitLine(reader, "{\"response\": \"one\"}");
            hand(model, "two");
            awaitLine(reader, "{\"response\": \"two\"}");
            assertThat(answer.closed.getCount()).isEqualTo(1);
            socket.setSoLinger(true, 0);
        }
        // the model goes on until a write meets the closed connection
        while (!answer.closed.await(1, TimeUnit.MILLISECONDS)) {
            model.offer("x".repeat(1000), 10, TimeUnit.MILLISECONDS);
        }
        assertThat(answer.closed.getCount()).isZero();
    }

    private static Iterator<String> taking(SynchronousQueue<String> model) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                try {
                    return model.take();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static void hand(SynchronousQueue<String> model, String piece)
            throws InterruptedException {
        assertThat(model.offer(piece, 5, TimeUnit.SECONDS))
                .as("the server asks for the next piece")
                .isTrue();
    }

    private static void awaitLine(BufferedReader reader, String wanted) throws Exception {
        String line = reader.readLine();
        while (line != null && !line.equals(wanted)) {
            line = reader.readLine();
        }
        assertThat(line).isEqualTo(wanted);
    }

    private static void ask(OutputStream out) throws Exception {
        String body = "{\"query\":\"what is it\"}";
        out.write(
                ("POST /query/stream HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body)
                        .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Test
    void chatsStreamTheirOwnForm() throws Exception {
        HttpResponse<String> response =
                server.post("/api/generate", Map.of("model", "m", "prompt", "é", "stream", true));
        List<String> lines = response.body().lines().toList();
        assertThat(lines.getFirst())
                .isEqualTo(
                        "{\"model\": \"lightrag:latest\", \"created_at\": \"2024-01-15T00:00:00Z\", \"response\": \"Hello \","
                                + " \"done\": false}");
        assertThat(lines.getLast()).contains("\"done\": true", "\"context\": []");
    }

    @Test
    void uploadsAreNotHeldInMemory() throws Exception {
        long size = 64L << 20;
        byte[] head =
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big.txt\"\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8);
        rag.uploadedBytes = 0;
        HttpResponse<String> response =
                server.send(
                        server.request("/documents/upload")
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(
                                        HttpRequest.BodyPublishers.ofInputStream(
                                                () ->
                                                        new java.io.SequenceInputStream(
                                                                java.util.Collections.enumeration(
                                                                        List.of(
                                                                                new java.io
                                                                                        .ByteArrayInputStream(
                                                                                        head),
                                                                                zeros(size),
                                                                                new java.io
                                                                                        .ByteArrayInputStream(
                                                                                        tail)))))));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(rag.uploadedBytes).isEqualTo(size);
    }

    private static InputStream zeros(long size) {
        return new InputStream() {
            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int count = (int) Math.min(left, length);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
    }
}
