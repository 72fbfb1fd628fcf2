package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lightrag.house.engines.EngineJars;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine version that writes a newer storage format: the way there, and the way back. */
class EngineMigrationTest {

    private static final String QUESTION = "Who repairs the clock of Harrowgate?";

    @TempDir Path folder;
    private EngineJars jars;
    private HouseServer server;
    private EngineRoom engines;
    private Api admin;
    private Api user;

    @BeforeEach
    void start() {
        jars = EngineJars.ofThisCheckout(folder);
        open();
        user.insert("clock.txt", "Iris Falk repairs the clock of Harrowgate.");
        server.api().withKey(HouseServer.KEY_B).insert("b.txt", "Odo Brandt sails to Lindwick.");
    }

    private void open() {
        Path users = HouseServer.write(folder.resolve("users.json"), HouseServer.users());
        server = HouseServer.start(HouseServer.settings(folder).withUsers(users));
        engines = EngineRoom.of(server);
        admin = engines.admin();
        user = server.api().withKey(HouseServer.KEY_A);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void workspacesMigrateUnderCallsAndConfirmingEndsTheWayBack() throws Exception {
        engines.refuses(jars.ofFormat("0.2.0", "1,2"), "would have to migrate", "migrate=true");
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger inserted = new AtomicInteger();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        List<Thread> clients = clients(over, inserted, failures);
        migrate("0.2.0");
        assertThat(version(user)).isEqualTo("0.2.0");
        HouseServer.await(() -> inserted.get() > 3);
        over.set(true);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(failures).isEmpty();
        user.awaitIdle();
        assertThat(processed(user)).isEqualTo(1 + inserted.get());
        assertThat(bindings("tenant_a")).contains("FORMER_FORMAT", "inforce.folder=stores-2");
        assertThat(bindings("tenant_b")).contains("FORMER_FORMAT", "inforce.folder=stores-2");
        assertThat(admin.post("/admin/workspaces/tenant_a/migration/confirm", Map.of()).status())
                .isEqualTo(409);
        engines.refuses(jars.version("0.3.0"), "is not confirmed");

        assertThat(admin.post("/admin/engines/confirm", Map.of()).status()).isEqualTo(200);
        HouseServer.await(() -> !bindings("tenant_b").contains("FORMER_FORMAT"));
        assertThat(admin.post("/admin/engines/confirm", Map.of()).status()).isEqualTo(409);
        assertThat(admin.post("/admin/engines/rollback", Map.of()).status()).isEqualTo(404);
        engines.refuses(jars.version("0.3.0"), "too old for them");
        assertThat(answer()).contains("Iris Falk");
        engines.deploy(jars.ofFormat("0.4.0", "2,2"));
        assertThat(answer()).contains("Iris Falk");
    }

    private List<Thread> clients(
            AtomicBoolean over, AtomicInteger inserted, Queue<String> failures) {
        List<Thread> clients = new ArrayList<>();
        clients.add(
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (!over.get()) {
                                        note(ask(), failures);
                                    }
                                }));
        clients.add(
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (!over.get()) {
                                        int number = inserted.incrementAndGet();
                                        note(insert("Note" + number), failures);
                                    }
                                }));
        return clients;
    }

    private static void note(Api.Reply reply, Queue<String> failures) {
        if (reply.status() != 200) {
            failures.add(reply.status() + " " + reply.body());
        }
    }

    @Test
    void theWayBackLosesNoAcceptedDocument() {
        migrate("0.2.0");
        insert("Later");
        user.awaitIdle();
        server.close();
        open();
        assertThat(version(user)).as("after a restart").isEqualTo("0.2.0");
        assertThat(processed(user)).isEqualTo(2);
        insert("Latest");

        Api.Reply back = admin.post("/admin/engines/rollback", Map.of());
        assertThat(back.status()).as(back.body()).isEqualTo(200);
        assertThat(version(user)).isEqualTo(EngineRoom.BUILT);
        HouseServer.await(() -> processed(user) == 3);
        assertThat(bindings("tenant_a")).contains("SINGLE").doesNotContain("stores-2");
        assertThat(answer()).contains("Iris Falk repairs the clock");
        assertThat(answer("Who met Iris Falk on the quay of Lindwick?"))
                .contains("Witness Later", "Witness Latest");
        engines.awaitOnly(EngineRoom.BUILT);
        // tenant_b was not asked for since the restart: it goes back when it is opened
        Api other = server.api().withKey(HouseServer.KEY_B);
        assertThat(version(other)).isEqualTo(EngineRoom.BUILT);
        assertThat(processed(other)).isEqualTo(1);
        assertThat(bindings("tenant_b")).contains("SINGLE").doesNotContain("stores-2");
    }

    @Test
    void aMigrationThatFailsChangesNothing() throws IOException {
        Files.createFile(jars.obstacle());
        Api.Reply refused = admin.deploy(jars.ofFormat("0.2.0", "1,2"), "?migrate=true");
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("can't be brought into format 2", "half of the rows");
        assertThat(version(user)).isEqualTo(EngineRoom.BUILT);
        assertThat(bindings("tenant_a")).contains("SINGLE").doesNotContain("stores-2");
        assertThat(folder.resolve("rag_storage/tenant_a/stores-2")).doesNotExist();
        assertThat(answer()).contains("Iris Falk");
        engines.awaitOnly(EngineRoom.BUILT);
        Files.delete(jars.obstacle());
        migrate("0.2.1");
        assertThat(answer()).contains("Iris Falk");
    }

    private void migrate(String version) {
        Api.Reply reply = admin.deploy(jars.ofFormat(version, "1,2"), "?migrate=true");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).contains("until the new storage format is confirmed");
    }

    private Api.Reply insert(String name) {
        String text = "Witness " + name + " met Iris Falk on the quay of Lindwick.";
        return user.post("/documents/text", Map.of("text", text, "file_source", name + ".txt"));
    }

    private Api.Reply ask() {
        return user.post("/query", Map.of("query", QUESTION, "only_need_context", true));
    }

    private String answer() {
        return answer(QUESTION);
    }

    private String answer(String question) {
        Api.Reply reply = user.post("/query/data", Map.of("query", question, "mode", "naive"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.body();
    }

    private static String version(Api api) {
        return api.get("/health").json().path("engine_version").asString();
    }

    private static int processed(Api api) {
        return api.get("/documents/status_counts")
                .json()
                .path("status_counts")
                .path("processed")
                .asInt();
    }

    private String bindings(String workspace) {
        try {
            return Files.readString(
                    folder.resolve("rag_storage/" + workspace + "/stores.properties"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
