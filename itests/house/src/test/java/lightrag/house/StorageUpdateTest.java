package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lightrag.house.engines.EngineJars;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** The bundle of a storage binding is updated while workspaces are on it. */
class StorageUpdateTest {

    private static final String ROCKSDB = "lightrag.storage.rocksdb";
    private static final String H2 = "lightrag.storage.sql";
    private static final String BINDINGS = "/admin/workspaces/tenant_a/bindings";
    private static final Map<String, Object> QUESTION =
            Map.of("query", "Who repairs the clock of Harrowgate?", "only_need_context", true);

    @TempDir Path folder;
    private HouseServer server;
    private Api admin;
    private Api user;
    private Api other;

    @BeforeEach
    void start() {
        open();
        user.insert("clock.txt", "Iris Falk repairs the clock of Harrowgate.");
        other.insert("bees.txt", "Ben keeps bees in Lindwick.");
    }

    private void open() {
        Path users = HouseServer.write(folder.resolve("users.json"), HouseServer.users());
        server = HouseServer.start(HouseServer.settings(folder).withUsers(users));
        admin = server.api().withKey(HouseServer.KEY_ADMIN);
        user = server.api().withKey(HouseServer.KEY_A);
        other = server.api().withKey(HouseServer.KEY_B);
        HouseServer.await(() -> admin.get("/admin/bundles/deployments").status() == 200);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void updatesUnderCallsFailNoneAndLeaveOneBundleBehind() {
        Bundle routers = server.framework().bundle("lightrag.rest");
        String details = admin.get("/admin/bundles/" + routers.getBundleId()).body();
        List<WeakReference<ClassLoader>> gone = new ArrayList<>();
        EngineJars jars = jars(ROCKSDB);
        Load load = Load.on(user, QUESTION);
        try (load;
                Load second = Load.on(other, QUESTION)) {
            for (String version : List.of("0.2.0", "0.3.0", "0.2.0")) {
                int before = load.inserted();
                HouseServer.await(() -> load.inserted() > before + 5 && second.inserted() > 5);
                gone.add(new WeakReference<>(loader(ROCKSDB)));
                String message = update("rocksdb", jars.version(version), 200);
                assertThat(message).containsPattern("[2-9] open workspaces");
                assertThat(version("rocksdb")).isEqualTo(version);
                assertThat(bundles(ROCKSDB)).hasSize(1);
            }
        }
        load.assertProcessed(1);
        assertThat(answer()).contains("Iris Falk");
        assertThat(admin.get("/admin/bundles/" + routers.getBundleId()).body()).isEqualTo(details);
        assertThat(admin.get("/admin/events").body()).contains("storage.updated");
        assertThat(admin.get("/admin/metrics").body())
                .contains("lightrag_workspaces_store_reopening_longest_millis");
        for (WeakReference<ClassLoader> one : gone) {
            HouseServer.await(() -> collected(one));
        }
    }

    @Test
    void whatIsNoSoundVersionOfItIsRefusedAndTheFormerOneGoesOn() {
        put(Map.of("storage", "h2"));
        HouseServer.await(() -> admin.get(BINDINGS).json().path("storage").asString().equals("h2"));
        EngineJars jars = jars(H2);
        assertThat(update("h2", jars.picky("0.2.0"), 422)).contains("can't open workspaces");
        assertThat(update("h2", jars.unresolvable("0.2.1"), 422)).contains("nowhere.to.be.found");
        assertThat(update("h2", jars.throwingOnStart("0.2.2"), 422))
                .contains("lightrag.engine does not run here");
        assertThat(update("h2", jars(ROCKSDB).version("0.2.3"), 422))
                .contains("is storage binding rocksdb, not h2");
        assertThat(update("h2", jars.version("0.1.0"), 422)).contains("installed already");
        assertThat(version("h2")).isEqualTo("0.1.0");
        assertThat(bundles(H2)).hasSize(1);
        assertThat(answer()).contains("Iris Falk");
        user.insert("later.txt", "Later on, Odo Brandt moved to Lindwick.");
    }

    @Test
    void anUpdateOutlastsARestart() throws IOException {
        Path dropped = Files.createDirectories(folder.resolve("deploy")).resolve("storage.jar");
        Files.copy(jars(ROCKSDB).version("0.2.0"), dropped);
        HouseServer.await(() -> !Files.exists(dropped));
        assertThat(version("rocksdb")).isEqualTo("0.2.0");
        String before = answer();
        server.close();
        open();
        assertThat(version("rocksdb")).isEqualTo("0.2.0");
        assertThat(bundles(ROCKSDB)).hasSize(1);
        assertThat(answer()).isEqualTo(before);
    }

    // ------------------------------------------------------------------ steps

    private void put(Map<String, String> settings) {
        Api.Reply reply = admin.send("PUT", BINDINGS, Api.JSON.writeValueAsString(settings));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    private String update(String type, Path jar, int status) {
        Api.Reply reply = admin.send(jar, "/admin/storages/" + type + "/update");
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        return reply.json().path("message").asString();
    }

    private String answer() {
        Api.Reply reply = user.post("/query", QUESTION);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().path("response").asString();
    }

    private String version(String type) {
        return admin.get("/admin/storages").json().at("/versions/" + type).asString();
    }

    private List<Bundle> bundles(String name) {
        return Arrays.stream(server.framework().context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .toList();
    }

    private ClassLoader loader(String name) {
        return bundles(name).getFirst().adapt(BundleWiring.class).getClassLoader();
    }

    private static boolean collected(WeakReference<?> one) {
        System.gc();
        return one.get() == null;
    }

    private EngineJars jars(String bundle) {
        return EngineJars.of(bundle, folder);
    }
}
