package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lightrag.testkit.ModelServerProcess;
import lightrag.testkit.felix.Await;
import lightrag.testkit.felix.ServerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Everything changes under calls: models, prompts, limits, log levels, by file and by route. */
class LiveConfigTest {

    private static final String ALICE = "/admin/settings/lightrag.workspace~tenant_a";
    private static final String BINDINGS = "/admin/workspaces/tenant_a/bindings";
    private static final String GATEWAY = "/admin/settings/lightrag.gateway";
    private static final int DOCUMENTS = 30;

    /** Some two seconds are promised for files; a loaded machine gets more. */
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path folder;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger inserted = new AtomicInteger();
    private ModelServerProcess first;
    private ModelServerProcess second;
    private ServerProcess server;
    private Api admin;
    private Api user;

    @BeforeEach
    void start() throws IOException {
        first = models("first.jsonl");
        second = models("second.jsonl");
        Files.createDirectory(folder.resolve("etc"));
        server =
                ServerProcess.start(
                        HouseServer.settings(folder)
                                .withUsers(
                                        HouseServer.write(
                                                folder.resolve("users.json"), HouseServer.users()))
                                .withModelServer(first.url())
                                .with("LLM_MODEL", "model-one"));
        admin = new Api(server.url().toString()).withKey(HouseServer.KEY_ADMIN);
        user = new Api(server.url().toString()).withKey(HouseServer.KEY_A);
        HouseServer.await(() -> admin.get(GATEWAY).status() == 200);
        user.insert("clock.txt", "Iris Falk repairs the clock of Harrowgate for Odo Brandt.");
    }

    private ModelServerProcess models(String record) {
        return ModelServerProcess.start(
                "--latency-ms", "20", "--record", folder.resolve(record).toString());
    }

    @AfterEach
    void stop() {
        over.set(true);
        server.close();
        first.close();
        second.close();
    }

    @Test
    void everythingChangesAndNoCallFails() throws Exception {
        List<Thread> clients = clients();
        modelsChange();
        promptsChange();
        limitsChange();
        logLevelsChange();
        othersChange();
        filesGo();
        over.set(true);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(failures).isEmpty();
        assertThat(asked.get()).isGreaterThan(50);
        user.awaitIdle();
        JsonNode counts = user.get("/documents/status_counts").json().path("status_counts");
        assertThat(counts.path("processed").asInt()).isEqualTo(1 + inserted.get());
    }

    private void modelsChange() {
        seen("first.jsonl", "\"model-one\"");
        file("lightrag.workspace~tenant_a", Map.of("llm.model", "model-two"));
        seen("first.jsonl", "\"model-two\"");
        Api.Reply owned = put(BINDINGS, Map.of("llm.model", "model-three"));
        assertThat(owned.status()).as(owned.body()).isEqualTo(409);
        assertThat(owned.body()).contains("lightrag.workspace~tenant_a.json");
        changed(BINDINGS, Map.of("llm.binding.host", second.url() + "/v1"));
        Map<String, Object> next =
                Map.of("query", "Who repairs the clock of Harrowgate next?", "mode", "naive");
        assertThat(user.post("/query", next).status()).isEqualTo(200);
        assertThat(lines("second.jsonl", "Who repairs the clock of Harrowgate next?"))
                .as("the next call")
                .isPositive();
        seen("second.jsonl", "\"model-two\"");
        changed(
                BINDINGS,
                Map.of(
                        "rerank", "jina",
                        "rerank.model", "ranks",
                        "rerank.binding.host", first.url() + "/rerank",
                        "rerank.binding.api.key", "x"));
        seen("first.jsonl", "\"ranks\"");
    }

    private void promptsChange() {
        changed(ALICE, Map.of("prompt.answer.naive", "Speak as a pirate of {content_data}"));
        seen("second.jsonl", "Speak as a pirate of");
        file(
                "lightrag.workspace~tenant_a",
                Map.of(
                        "llm.model",
                        "model-two",
                        "prompt.answer.graph",
                        List.of("Speak as a judge of", "{context_data}")));
        seen("second.jsonl", "Speak as a judge of");
        Api.Reply refused = put(ALICE, Map.of("prompt.answer.naive", "Nothing of it"));
        assertThat(refused.status()).as(refused.body()).isIn(400, 422);
        assertThat(refused.body()).contains("{content_data}");
        file("lightrag.workspace~tenant_a", Map.of("prompt.answer.graph", "{what_is_this}"));
        Await.until(
                SOON,
                "the wrong file is refused",
                () ->
                        admin.get(ALICE)
                                .json()
                                .path("refused")
                                .asString("")
                                .contains("{context_data}"));
        assertThat(admin.get(ALICE).json().at("/settings/llm.model").asString())
                .isEqualTo("model-two");
        int before = lines("second.jsonl", "Speak as a judge of");
        Await.until(
                SOON,
                "the prompt before stays",
                () -> lines("second.jsonl", "Speak as a judge of") > before);
    }

    private void limitsChange() {
        changed(GATEWAY, Map.of("gateway.provider.max.async", "1"));
        moreAnswers(10);
        assertThat(mostAtOnce()).isLessThanOrEqualTo(2);
        changed(GATEWAY, Map.of("gateway.provider.max.async", ""));
        Await.until(SOON, "calls run side by side again", () -> mostAtOnce() > 2);
        file("lightrag.gateway", Map.of("gateway.provider.max.async", 1));
        inForce(GATEWAY, "gateway.provider.max.async", "FILE");
        moreAnswers(10);
        assertThat(mostAtOnce()).isLessThanOrEqualTo(2);
    }

    /** At the server that answers, within ten answers; the question for it is one of them. */
    private long mostAtOnce() {
        second.reset();
        moreAnswers(10);
        return second.count("max-in-flight");
    }

    private void logLevelsChange() {
        assertThat(server.output()).doesNotContain("POST /query");
        changed("/admin/log", Map.of("lightrag.access", "INFO"));
        Await.until(SOON, "calls are logged", () -> server.output().contains("POST /query"));
        assertThat(admin.get("/admin/log").json().at("/loggers/lightrag.access").asString())
                .isEqualTo("INFO");
        changed("/admin/log", Map.of("lightrag.access", ""));
        assertThat(put("/admin/log", Map.of("level", "LOUD")).status()).isIn(400, 422);
        file("lightrag.log", Map.of("level.lightrag.config", "DEBUG"));
        inForce("/admin/settings/lightrag.log", "level.lightrag.config", "FILE");
    }

    private void othersChange() {
        file("lightrag.rest", Map.of("max.texts.per.request", 7));
        file("lightrag.http", Map.of("cors.origins", "https://example.org", "port", 1));
        file("lightrag.auth", Map.of("login.max.failed.attempts", 9));
        file("lightrag.manager", Map.of("idle.seconds", 600));
        file("lightrag.deploy", Map.of("deploy.error.percent", 50));
        file("lightrag.webui", Map.of("webui.title", "House"));
        file("lightrag.storage.rocksdb", Map.of("write.rate.mb", 100));
        file("lightrag.workspace", Map.of("top.k", 30));
        inForce("/admin/settings/lightrag.workspace", "top.k", "FILE");
        Await.until(
                SOON,
                "another site is not let in",
                () -> !allowsOrigin("https://example.com") && allowsOrigin("https://example.org"));
        moreAnswers(30);
        assertThat(server.output()).contains("lightrag.http change at the next start");
        assertThat(Stream.of("/webui/", "/openapi.json", "/docs").map(user::get))
                .allMatch(reply -> reply.status() == 200);
    }

    private boolean allowsOrigin(String origin) {
        return user.with("Origin", origin)
                .get("/health")
                .response()
                .headers()
                .firstValue("Access-Control-Allow-Origin")
                .isPresent();
    }

    private void filesGo() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("etc"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        seen("second.jsonl", "\"model-one\"");
        inForce(GATEWAY, "gateway.provider.max.async", "START");
        inForce(ALICE, "prompt.answer.naive", "CHANGED");
    }

    // ------------------------------------------------------------------ steps

    private void file(String pid, Map<String, Object> settings) {
        HouseServer.write(folder.resolve("etc").resolve(pid + ".json"), settings);
    }

    private Api.Reply put(String path, Map<String, String> settings) {
        return admin.send("PUT", path, Api.JSON.writeValueAsString(settings));
    }

    private void changed(String path, Map<String, String> settings) {
        Api.Reply reply = put(path, settings);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    private void inForce(String path, String name, String layer) {
        Await.until(
                SOON,
                name + " is of layer " + layer,
                () -> admin.get(path).json().path("layers").path(name).asString("").equals(layer));
    }

    /** Waits until a model server gets requests with a text that it has not had before. */
    private void seen(String record, String text) {
        int before = lines(record, text);
        Await.until(SOON, record + " has more of " + text, () -> lines(record, text) > before);
    }

    private int lines(String record, String text) {
        try (Stream<String> lines = Files.lines(folder.resolve(record))) {
            return (int) lines.filter(line -> line.contains(text)).count();
        } catch (IOException e) {
            return 0;
        }
    }

    private void moreAnswers(int count) {
        int before = asked.get();
        Await.until(SOON, count + " more answers", () -> asked.get() >= before + count);
    }

    // ------------------------------------------------------------------ clients

    private List<Thread> clients() {
        Runnable inserting =
                () -> {
                    while (!over.get() && inserted.get() < DOCUMENTS) {
                        int number = inserted.incrementAndGet();
                        note(
                                () ->
                                        user.upload(
                                                "note-" + number + ".txt",
                                                "Note " + number + ": Iris Falk was here."));
                    }
                };
        return Stream.of(
                        asking("/query", "naive"),
                        asking("/query", "mix"),
                        asking("/query/stream", "naive"),
                        asking("/query/stream", "mix"),
                        inserting)
                .map(Thread.ofVirtual()::start)
                .toList();
    }

    /** No question twice: kept answers would ask no model. */
    private Runnable asking(String path, String mode) {
        return () -> {
            while (!over.get()) {
                String question =
                        "Who repairs the clock of Harrowgate on day " + asked.get() + path + "?";
                note(() -> user.post(path, Map.of("query", question, "mode", mode)));
                asked.incrementAndGet();
            }
        };
    }

    private void note(Supplier<Api.Reply> call) {
        try {
            Api.Reply reply = call.get();
            if (reply.status() != 200 || reply.body().contains("\"error\"")) {
                failures.add(reply.status() + " " + reply.body());
            }
        } catch (RuntimeException e) {
            failures.add(e.toString());
        }
    }
}
