package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lightrag.house.engines.EngineJars;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import tools.jackson.databind.JsonNode;

/** New engine versions come into a running server, sound and broken ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineDeployTest {

    private static final String QUESTION = "Who repairs the clock of Harrowgate?";

    private Path folder;
    private EngineJars jars;
    private HouseServer server;
    private EngineRoom engines;
    private Api admin;
    private Api user;

    @BeforeAll
    void start(@TempDir Path folder) {
        this.folder = folder;
        Path users = HouseServer.write(folder.resolve("users.json"), HouseServer.users());
        server =
                HouseServer.start(
                        HouseServer.settings(folder)
                                .withUsers(users)
                                .with("LIGHTRAG_DEPLOY_SILENCE_SECONDS", "5")
                                .with("LIGHTRAG_CALL_SECONDS", "10"));
        engines = EngineRoom.of(server);
        admin = engines.admin();
        user = server.api().withKey(HouseServer.KEY_A);
        jars = EngineJars.ofThisCheckout(folder);
        user.insert("clock.txt", "Iris Falk repairs the clock of Harrowgate.");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void begin() {
        engines.reset();
    }

    @Test
    void updatesUnderCallsFailNoneAndLeaveOneEngineBehind() {
        Bundle routers = server.framework().bundle("lightrag.rest");
        BundleWiring wiring = routers.adapt(BundleWiring.class);
        String details = admin.get("/admin/bundles/" + routers.getBundleId()).body();
        assertThat(details).containsPattern("\"digest\":\"[0-9a-f]{64}\"");
        List<WeakReference<?>> gone = new ArrayList<>();
        Load load = Load.on(user, Map.of("query", QUESTION));
        try (load) {
            for (String version : List.of("0.2.0", "0.3.0", "0.2.0", "0.3.0")) {
                gone.add(EngineRoom.loader(engines.installed().getFirst()));
                gone.add(new WeakReference<>(engines.installed().getFirst()));
                engines.deploy(jars.version(version));
                assertThat(version()).isEqualTo(version);
                engines.awaitOnly(version);
            }
        }
        load.assertProcessed(1);
        assertThat(routers.adapt(BundleWiring.class)).isSameAs(wiring);
        assertThat(admin.get("/admin/bundles/" + routers.getBundleId()).body()).isEqualTo(details);
        for (WeakReference<?> one : gone) {
            HouseServer.await(() -> EngineRoom.collected(one));
        }
    }

    @Test
    void aVersionThatStillEndsItsCallsComesBack() throws Exception {
        Path jar = jars.version("0.2.0");
        engines.deploy(jar);
        Bundle first = engines.installed("0.2.0");
        try (AutoCloseable longAnswer = server.lease("tenant_a")) {
            assertThat(longAnswer).isNotNull();
            engines.deploy(jars.version("0.3.0"));
            assertThat(engines.states()).containsEntry("0.2.0", "DRAINING");
            engines.deploy(jar);
            assertThat(version()).isEqualTo("0.2.0");
        }
        engines.awaitOnly("0.2.0");
        assertThat(engines.installed("0.2.0")).as("the same bundle").isSameAs(first);
    }

    @Test
    void anotherJarOfAVersionWaitsForTheEndOfTheFormerOne() throws Exception {
        engines.deploy(jars.version("0.2.0"));
        Bundle first = engines.installed("0.2.0");
        AutoCloseable longAnswer = server.lease("tenant_a");
        engines.deploy(jars.version("0.3.0"));
        CompletableFuture<Api.Reply> again =
                CompletableFuture.supplyAsync(() -> admin.deploy(jars.another("0.2.0")));
        assertThat(version()).isEqualTo("0.3.0");
        assertThat(again).isNotDone();
        longAnswer.close();
        Api.Reply reply = again.get(1, TimeUnit.MINUTES);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        engines.awaitOnly("0.2.0");
        assertThat(engines.installed("0.2.0")).isNotSameAs(first);
    }

    @Test
    void aVersionThatDoesBadlyIsTakenBackByItself() {
        engines.deploy(jars.failingInService("0.4.0"));
        HouseServer.await(
                () -> {
                    ask();
                    return version().equals(EngineRoom.BUILT);
                });
        assertThat(ask().status()).isEqualTo(200);
        engines.awaitOnly(EngineRoom.BUILT);
        JsonNode last = admin.get("/admin/bundles/deployments").json().at("/deployments/0");
        assertThat(last.path("outcome").asString()).isEqualTo("ROLLED_BACK");
        assertThat(last.path("message").asString()).contains("calls failed");
        assertThat(admin.get("/admin/events").body())
                .contains("engine.activated", "engine.rolledback");
    }

    @Test
    void aVersionThatHangsIsTakenBackByItself() {
        engines.deploy(jars.hangingInService("0.4.1"));
        WeakReference<ClassLoader> loader = EngineRoom.loader(engines.installed("0.4.1"));
        List<CompletableFuture<Api.Reply>> calls =
                Stream.generate(() -> CompletableFuture.supplyAsync(this::ask, ownThread()))
                        .limit(4)
                        .toList();
        HouseServer.await(() -> version().equals(EngineRoom.BUILT));
        assertThat(ask().status()).isEqualTo(200);
        JsonNode last = admin.get("/admin/bundles/deployments").json().at("/deployments/0");
        assertThat(last.path("message").asString()).contains("have not ended");
        engines.awaitOnly(EngineRoom.BUILT);
        assertThat(calls)
                .allSatisfy(call -> assertThat(call.join().status()).isGreaterThanOrEqualTo(500));
        HouseServer.await(() -> EngineRoom.collected(loader));
    }

    private Api.Reply ask() {
        return user.post("/query/data", Map.of("query", QUESTION));
    }

    private static Executor ownThread() {
        return task -> Thread.ofVirtual().start(task);
    }

    @Test
    void anOperatorTakesAVersionBack() {
        engines.deploy(jars.version("0.5.0"));
        engines.awaitOnly("0.5.0");
        Api.Reply reply = admin.post("/admin/engines/rollback", Map.of());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(version()).isEqualTo(EngineRoom.BUILT);
        engines.awaitOnly(EngineRoom.BUILT);
        assertThat(admin.post("/admin/engines/rollback", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void aCanaryServesTheWorkspacesItWasGiven() {
        Api other = server.api().withKey(HouseServer.KEY_B);
        other.insert("other.txt", "The clock stands in Harrowgate.");
        assertThat(admin.deploy(jars.version("0.6.0"), "?activate=false").status()).isEqualTo(200);
        assertThat(version()).isEqualTo(EngineRoom.BUILT);
        Api.Reply reply =
                admin.post(
                        "/admin/engines/0.6.0/assign", Map.of("workspaces", List.of("tenant_b")));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(version()).isEqualTo(EngineRoom.BUILT);
        assertThat(version(other)).isEqualTo("0.6.0");
        admin.post("/admin/engines/release", Map.of("workspaces", List.of("tenant_b")));
        assertThat(version(other)).isEqualTo(EngineRoom.BUILT);
        assertThat(admin.post("/admin/engines/0.6.0/activate", Map.of()).status()).isEqualTo(200);
        assertThat(version()).isEqualTo("0.6.0");
        assertThat(admin.post("/admin/engines/rollback", Map.of()).status()).isEqualTo(200);
        engines.awaitOnly(EngineRoom.BUILT);
    }

    @Test
    void aJarDroppedIntoTheFolderIsTakenInWhenItIsWhole() throws IOException {
        byte[] content = Files.readAllBytes(jars.version("0.7.0"));
        Path dropped = Files.createDirectories(folder.resolve("deploy")).resolve("engine.jar");
        Files.write(dropped, Arrays.copyOf(content, content.length / 2));
        Path other = Files.copy(jars.unresolvable("0.7.1"), folder.resolve("deploy/broken.jar"));
        HouseServer.await(() -> !Files.exists(other));
        assertThat(version()).as("half of a jar is no jar").isEqualTo(EngineRoom.BUILT);
        assertThat(folder.resolve("deploy/refused/broken.jar.txt"))
                .content()
                .contains("nowhere.to.be.found");
        Files.write(
                dropped,
                Arrays.copyOfRange(content, content.length / 2, content.length),
                StandardOpenOption.APPEND);
        HouseServer.await(() -> version().equals("0.7.0"));
        HouseServer.await(() -> !Files.exists(dropped));
    }

    private String version() {
        return version(user);
    }

    private static String version(Api api) {
        return api.get("/health").json().path("engine_version").asString();
    }
}
