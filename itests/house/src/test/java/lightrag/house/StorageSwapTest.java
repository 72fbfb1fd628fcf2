package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A workspace moves from one storage binding to the other while it is used. */
class StorageSwapTest {

    private static final String BINDINGS = "/admin/workspaces/tenant_a/bindings";
    private static final String MIGRATION = "/admin/workspaces/tenant_a/migration";
    private static final Map<String, Object> QUESTION =
            Map.of("query", "Who repairs the clock of Harrowgate?", "only_need_context", true);

    @TempDir Path folder;
    private HouseServer server;
    private Api admin;
    private Api user;

    @BeforeEach
    void start() {
        open();
        for (int i = 0; i < 5; i++) {
            user.insert(
                    "fact-" + i + ".txt",
                    "Iris Falk repairs the clock number " + i + " of Harrowgate for Odo Brandt.");
        }
    }

    private void open() {
        Path users = HouseServer.write(folder.resolve("users.json"), HouseServer.users());
        server = HouseServer.start(HouseServer.settings(folder).withUsers(users));
        admin = server.api().withKey(HouseServer.KEY_ADMIN);
        user = server.api().withKey(HouseServer.KEY_A);
        HouseServer.await(() -> admin.get("/admin/storages").status() == 200);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aMoveThereAndBackUnderCallsFailsNoneAndLosesNothing() throws Exception {
        String before = answer();
        AtomicBoolean over = new AtomicBoolean();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicInteger inserted = new AtomicInteger();
        List<Thread> clients = clients(over, failures, inserted);
        move("h2");
        HouseServer.await(() -> inserted.get() > 5);
        confirm();
        move("rocksdb");
        over.set(true);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(failures).isEmpty();
        user.awaitIdle();
        assertThat(documents(user)).hasSize(5 + inserted.get());
        assertThat(counts().path("processed").asInt()).isEqualTo(5 + inserted.get());
        assertThat(before).contains("Iris Falk");
        assertThat(answer()).contains("Iris Falk");
    }

    @Test
    void answersAreTheSameOnBothAndAfterTheWayBack() {
        String before = answer();
        JsonNode moved = move("h2");
        assertThat(moved.path("switchMillis").asDouble()).isPositive();
        assertThat(moved.path("digests").path("doc_status").asString()).startsWith("5 ");
        assertThat(answer()).isEqualTo(before);
        user.insert("later.txt", "Later on, Odo Brandt moved to Lindwick.");
        String later = answer();
        Api.Reply back = admin.post(MIGRATION + "/back", Map.of());
        assertThat(back.status()).as(back.body()).isEqualTo(200);
        assertThat(back.json().path("storage").asString()).isEqualTo("rocksdb");
        assertThat(documents(user)).hasSize(6).contains("later.txt");
        assertThat(answer()).isEqualTo(later);
        confirm();
        assertThat(admin.get(BINDINGS).json().path("storageKept").isNull()).isTrue();
        assertThat(admin.post(MIGRATION + "/back", Map.of()).status()).isEqualTo(409);
    }

    @Test
    void aMoveOutlastsARestart() {
        move("h2");
        String before = answer();
        server.close();
        open();
        JsonNode bindings = admin.get(BINDINGS).json();
        assertThat(bindings.path("storage").asString()).isEqualTo("h2");
        assertThat(bindings.path("storageKept").asString()).isEqualTo("rocksdb");
        assertThat(answer()).isEqualTo(before);
        assertThat(admin.post(MIGRATION + "/back", Map.of()).status()).isEqualTo(200);
        assertThat(answer()).isEqualTo(before);
    }

    @Test
    void aCancelledCopyChangesNothing() {
        String before = answer();
        put(Map.of("storage", "h2", "migration.rows.per.second", "1"));
        HouseServer.await(
                () -> admin.get(MIGRATION).json().path("phase").asString().equals("COPYING"));
        user.insert("meanwhile.txt", "Meanwhile it rained in Lindwick.");
        Api.Reply cancelled = admin.send("DELETE", MIGRATION, "");
        assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
        assertThat(cancelled.json().path("storage").asString()).isEqualTo("rocksdb");
        assertThat(cancelled.json().at("/migration/phase").asString()).isEqualTo("CANCELLED");
        assertThat(documents(user)).hasSize(6);
        assertThat(before).contains("Iris Falk");
        assertThat(admin.send("DELETE", MIGRATION, "").status()).isEqualTo(409);
    }

    @Test
    void aStorageBindingInUseIsTakenAwayByForceOnlyAndComesBack() {
        Api other = server.api().withKey(HouseServer.KEY_B);
        other.insert("other.txt", "Ben keeps bees.");
        move("h2");
        confirm();
        Api.Reply refused = admin.post("/admin/storages/h2/stop", Map.of());
        assertThat(refused.status()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body()).contains("tenant_a");
        assertThat(admin.post("/admin/storages/h2/stop?force=true", Map.of()).status())
                .isEqualTo(200);
        Api.Reply unavailable = user.post("/query", QUESTION);
        assertThat(unavailable.status()).as(unavailable.body()).isEqualTo(503);
        assertThat(unavailable.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(other.post("/query", QUESTION).status()).isEqualTo(200);
        assertThat(admin.post("/admin/storages/h2/start", Map.of()).status()).isEqualTo(200);
        HouseServer.await(() -> user.post("/query", QUESTION).status() == 200);
        assertThat(documents(user)).hasSize(5);
    }

    @Test
    void whatCanNotBeIsRefusedAndNothingChanges() {
        assertThat(admin.send("PUT", BINDINGS, "{\"storage\":\"tape\"}").status()).isEqualTo(503);
        assertThat(admin.send("PUT", BINDINGS, "{\"colour\":\"red\"}").status()).isIn(400, 422);
        Api.Reply model = admin.send("PUT", BINDINGS, "{\"embedding.model\":\"other\"}");
        assertThat(model.status()).as(model.body()).isEqualTo(409);
        assertThat(admin.get(BINDINGS).json().path("storage").asString()).isEqualTo("rocksdb");
        assertThat(user.get(BINDINGS).status()).isEqualTo(403);
        put(Map.of("storage", "NetworkXStorage"));
        assertThat(admin.get(BINDINGS).json().path("storage").asString()).isEqualTo("rocksdb");
    }

    // ------------------------------------------------------------------ steps

    private JsonNode put(Map<String, String> settings) {
        Api.Reply reply = admin.send("PUT", BINDINGS, Api.JSON.writeValueAsString(settings));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    /** Waits until the workspace is on a storage. */
    private JsonNode move(String type) {
        put(Map.of("storage", type));
        HouseServer.await(
                () -> {
                    JsonNode state = admin.get(MIGRATION).json();
                    assertThat(state.path("phase").asString())
                            .as(state.toString())
                            .isNotIn("FAILED", "CANCELLED");
                    return Set.of("SWITCHED", "RETURNED").contains(state.path("phase").asString());
                });
        assertThat(admin.get(BINDINGS).json().path("storage").asString()).isEqualTo(type);
        return admin.get(MIGRATION).json();
    }

    private void confirm() {
        Api.Reply reply = admin.post(MIGRATION + "/confirm", Map.of());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    private String answer() {
        Api.Reply reply = user.post("/query", QUESTION);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().path("response").asString();
    }

    private JsonNode counts() {
        return user.get("/documents/status_counts").json().path("status_counts");
    }

    /** File names; fails when one is there twice. */
    private static Set<String> documents(Api api) {
        JsonNode page =
                api.post("/documents/paginated", Map.of("page", 1, "page_size", 200)).json();
        Set<String> names = new TreeSet<>();
        for (JsonNode document : page.path("documents")) {
            assertThat(names.add(document.path("file_path").asString()))
                    .as(document.toString())
                    .isTrue();
        }
        return names;
    }

    private List<Thread> clients(
            AtomicBoolean over, Queue<String> failures, AtomicInteger inserted) {
        Runnable asking =
                () -> {
                    while (!over.get()) {
                        note(user.post("/query/data", QUESTION), failures);
                        note(user.post("/query/stream", QUESTION), failures);
                    }
                };
        Runnable inserting =
                () -> {
                    while (!over.get() && inserted.get() < 150) {
                        int number = inserted.incrementAndGet();
                        note(
                                user.post(
                                        "/documents/text",
                                        Map.of(
                                                "text",
                                                "Note " + number + ": Iris Falk was here.",
                                                "file_source",
                                                "note-" + number + ".txt")),
                                failures);
                    }
                };
        return new ArrayList<>(
                Stream.of(asking, inserting).map(Thread.ofVirtual()::start).toList());
    }

    private static void note(Api.Reply reply, Queue<String> failures) {
        if (reply.status() != 200 || reply.body().contains("\"error\"")) {
            failures.add(reply.status() + " " + reply.body());
        }
    }
}
