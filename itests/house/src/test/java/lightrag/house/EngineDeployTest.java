package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lightrag.house.engines.EngineJars;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import tools.jackson.databind.JsonNode;

/** New engine versions come into a running server, sound and broken ones. */
class EngineDeployTest {

    private static final String BUILT = "0.1.0";
    private static final String QUESTION = "Who repairs the clock of Harrowgate?";

    @TempDir Path folder;
    private EngineJars jars;
    private HouseServer server;
    private Api admin;
    private Api user;

    @BeforeEach
    void start() throws IOException {
        Path users = HouseServer.write(folder.resolve("users.json"), HouseServer.users());
        server =
                HouseServer.start(
                        HouseServer.settings(folder)
                                .withUsers(users)
                                .with("LIGHTRAG_DEPLOY_TEST_SECONDS", "6")
                                .with("LIGHTRAG_DEPLOY_SILENCE_SECONDS", "5")
                                .with("LIGHTRAG_CALL_SECONDS", "10"));
        admin = server.api().withKey(HouseServer.KEY_ADMIN);
        user = server.api().withKey(HouseServer.KEY_A);
        jars = new EngineJars(built(), Files.createDirectories(folder.resolve("jars")));
        user.insert("clock.txt", "Iris Falk repairs the clock of Harrowgate.");
        HouseServer.await(() -> admin.get("/admin/bundles/deployments").status() == 200);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Path built() throws IOException {
        try (Stream<Path> files =
                Files.list(Repository.root().resolve("bundles/lightrag.engine/target"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
        }
    }

    @Test
    void updatesUnderCallsFailNoneAndLeaveOneEngineBehind() throws Exception {
        Bundle routers = server.framework().bundle("lightrag.rest");
        BundleWiring wiring = routers.adapt(BundleWiring.class);
        String details = admin.get("/admin/bundles/" + routers.getBundleId()).body();
        assertThat(details).containsPattern("\"digest\":\"[0-9a-f]{64}\"");
        List<WeakReference<?>> gone = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicInteger uploads = new AtomicInteger();
        List<Thread> clients = clients(over, failures, uploads);
        for (String version : List.of("0.2.0", "0.3.0", "0.2.0", "0.3.0")) {
            gone.add(new WeakReference<>(loader()));
            gone.add(new WeakReference<>(engines().getFirst()));
            Api.Reply reply = admin.deploy(jars.version(version));
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(version()).isEqualTo(version);
            awaitOneEngine(version);
        }
        over.set(true);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(failures).isEmpty();
        user.awaitIdle();
        JsonNode counts = user.get("/documents/status_counts").json().path("status_counts");
        assertThat(counts.path("processed").asInt()).isEqualTo(uploads.get() + 1);
        assertThat(routers.adapt(BundleWiring.class)).isSameAs(wiring);
        assertThat(admin.get("/admin/bundles/" + routers.getBundleId()).body()).isEqualTo(details);
        for (WeakReference<?> one : gone) {
            HouseServer.await(() -> collected(one));
        }
    }

    private List<Thread> clients(
            AtomicBoolean over, Queue<String> failures, AtomicInteger uploads) {
        Runnable asking =
                () -> {
                    while (!over.get()) {
                        note(user.post("/query/data", Map.of("query", QUESTION)), failures);
                        note(
                                user.post(
                                        "/query/stream",
                                        Map.of("query", QUESTION + System.nanoTime())),
                                failures);
                    }
                };
        Runnable inserting =
                () -> {
                    while (!over.get()) {
                        int number = uploads.incrementAndGet();
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
        return Stream.of(asking, asking, inserting).map(Thread.ofVirtual()::start).toList();
    }

    private static void note(Api.Reply reply, Queue<String> failures) {
        if (reply.status() != 200 || reply.body().contains("\"error\"")) {
            failures.add(reply.status() + " " + reply.body());
        }
    }

    private static boolean collected(WeakReference<?> one) {
        System.gc();
        return one.get() == null;
    }

    private ClassLoader loader() {
        return engines().getFirst().adapt(BundleWiring.class).getClassLoader();
    }

    private List<Bundle> engines() {
        return Arrays.stream(server.framework().context().getBundles())
                .filter(bundle -> "lightrag.engine".equals(bundle.getSymbolicName()))
                .toList();
    }

    private void awaitOneEngine(String version) {
        HouseServer.await(
                () ->
                        engines().stream()
                                .map(bundle -> bundle.getVersion().toString())
                                .toList()
                                .equals(List.of(version)));
    }

    @Test
    void brokenVersionsServeNobody() {
        refused(jars.unresolvable("0.2.0"), "resolve", "nowhere.to.be.found");
        refused(jars.throwingOnStart("0.2.1"), "start", "this version does not start");
        refused(jars.broken("0.2.2", false), "self-test", "this version fails");
        refused(jars.broken("0.2.3", true), "self-test", "6 seconds");
        refused(jars.version(BUILT), "installed already");
        refused(Repository.root().resolve("pom.xml"), "no readable jar");
        refused(
                Repository.root().resolve("bundles/lightrag.proxy/target/lightrag.proxy-0.1.0.jar"),
                "no engine");
        assertThat(version()).isEqualTo(BUILT);
        awaitOneEngine(BUILT);
    }

    private void refused(Path jar, String... reasons) {
        Api.Reply reply = admin.deploy(jar);
        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.json().path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(reply.json().path("message").asString()).contains(reasons);
        assertThat(version()).isEqualTo(BUILT);
    }

    @Test
    void aVersionThatStillEndsItsCallsComesBack() throws Exception {
        Path jar = jars.version("0.2.0");
        assertThat(admin.deploy(jar).status()).isEqualTo(200);
        Bundle first = engine("0.2.0");
        try (AutoCloseable longAnswer = server.lease("tenant_a")) {
            assertThat(longAnswer).isNotNull();
            assertThat(admin.deploy(jars.version("0.3.0")).status()).isEqualTo(200);
            assertThat(states()).containsEntry("0.2.0", "DRAINING");
            Api.Reply again = admin.deploy(jar);
            assertThat(again.status()).as(again.body()).isEqualTo(200);
            assertThat(version()).isEqualTo("0.2.0");
        }
        awaitOneEngine("0.2.0");
        assertThat(engine("0.2.0")).as("the same bundle").isSameAs(first);
    }

    @Test
    void anotherJarOfAVersionWaitsForTheEndOfTheFormerOne() throws Exception {
        assertThat(admin.deploy(jars.version("0.2.0")).status()).isEqualTo(200);
        Bundle first = engine("0.2.0");
        AutoCloseable longAnswer = server.lease("tenant_a");
        assertThat(admin.deploy(jars.version("0.3.0")).status()).isEqualTo(200);
        CompletableFuture<Api.Reply> again =
                CompletableFuture.supplyAsync(() -> admin.deploy(jars.another("0.2.0")));
        assertThat(version()).isEqualTo("0.3.0");
        assertThat(again).isNotDone();
        longAnswer.close();
        Api.Reply reply = again.get(1, TimeUnit.MINUTES);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        awaitOneEngine("0.2.0");
        assertThat(engine("0.2.0")).isNotSameAs(first);
    }

    private Bundle engine(String version) {
        return engines().stream()
                .filter(bundle -> bundle.getVersion().toString().equals(version))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> states() {
        return admin.get("/admin/engines")
                .json()
                .path("versions")
                .valueStream()
                .collect(
                        Collectors.toMap(
                                one -> one.path("version").asString(),
                                one -> one.path("state").asString()));
    }

    @Test
    void aVersionThatDoesBadlyIsTakenBackByItself() {
        assertThat(admin.deploy(jars.failingInService("0.4.0")).status()).isEqualTo(200);
        HouseServer.await(
                () -> {
                    user.post("/query/data", Map.of("query", QUESTION));
                    return version().equals(BUILT);
                });
        assertThat(user.post("/query/data", Map.of("query", QUESTION)).status()).isEqualTo(200);
        awaitOneEngine(BUILT);
        JsonNode last = admin.get("/admin/bundles/deployments").json().at("/deployments/0");
        assertThat(last.path("outcome").asString()).isEqualTo("ROLLED_BACK");
        assertThat(last.path("message").asString()).contains("calls failed");
        assertThat(admin.get("/admin/events").body())
                .contains("engine.activated", "engine.rolledback");
    }

    @Test
    void aVersionThatHangsIsTakenBackByItself() {
        assertThat(admin.deploy(jars.hangingInService("0.4.1")).status()).isEqualTo(200);
        for (int i = 0; i < 4; i++) {
            Thread.ofVirtual().start(this::askInVain);
        }
        HouseServer.await(() -> version().equals(BUILT));
        assertThat(user.post("/query/data", Map.of("query", QUESTION)).status()).isEqualTo(200);
        JsonNode last = admin.get("/admin/bundles/deployments").json().at("/deployments/0");
        assertThat(last.path("message").asString()).contains("have not ended");
        awaitOneEngine(BUILT);
    }

    /** The server closes the connection in the end. */
    private void askInVain() {
        assertThatThrownBy(() -> user.post("/query/data", Map.of("query", QUESTION)))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void anOperatorTakesAVersionBack() {
        assertThat(admin.deploy(jars.version("0.5.0")).status()).isEqualTo(200);
        awaitOneEngine("0.5.0");
        Api.Reply reply = admin.post("/admin/engines/rollback", Map.of());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(version()).isEqualTo(BUILT);
        awaitOneEngine(BUILT);
        assertThat(admin.post("/admin/engines/rollback", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void aCanaryServesTheWorkspacesItWasGiven() {
        user.insert("other.txt", "The clock stands in Harrowgate.");
        Api other = server.api().withKey(HouseServer.KEY_B);
        assertThat(admin.deploy(jars.version("0.6.0"), "?activate=false").status()).isEqualTo(200);
        assertThat(version()).isEqualTo(BUILT);
        Api.Reply reply =
                admin.post(
                        "/admin/engines/0.6.0/assign", Map.of("workspaces", List.of("tenant_b")));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(version()).isEqualTo(BUILT);
        assertThat(version(other)).isEqualTo("0.6.0");
        admin.post("/admin/engines/release", Map.of("workspaces", List.of("tenant_b")));
        assertThat(version(other)).isEqualTo(BUILT);
    }

    @Test
    void aJarDroppedIntoTheFolderIsTakenInWhenItIsWhole() throws IOException {
        byte[] content = Files.readAllBytes(jars.version("0.7.0"));
        Path dropped = Files.createDirectories(folder.resolve("deploy")).resolve("engine.jar");
        Files.write(dropped, Arrays.copyOf(content, content.length / 2));
        Path other = Files.copy(jars.unresolvable("0.7.1"), folder.resolve("deploy/broken.jar"));
        HouseServer.await(() -> !Files.exists(other));
        assertThat(version()).as("half of a jar is no jar").isEqualTo(BUILT);
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
