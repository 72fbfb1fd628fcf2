package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import tools.jackson.databind.JsonNode;

/** Features come and go while the server runs. */
class FeaturesTest {

    private static HouseServer server;
    private static Api admin;

    @BeforeAll
    static void start() {
        server = HouseServer.withUsers();
        admin = server.api().withKey(HouseServer.KEY_ADMIN);
        server.api().withKey(HouseServer.KEY_A).insert("shell.txt", "Odo opens the house.");
        HouseServer.await(() -> admin.get("/admin/bundles/deployments").status() == 200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theShellComesAndGoesAndItsCommandsWork() throws Exception {
        assertThat(installed("shell")).isFalse();
        for (int round = 0; round < 2; round++) {
            Api.Reply reply = admin.post("/admin/features/shell", Map.of());
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(installed("shell")).isTrue();
            HouseServer.await(() -> command("lightrag:engines").contains("ACTIVE"));
            assertThat(command("lightrag:workspaces")).contains("leases");
            assertThat(command("lightrag:rollback")).contains("refused", "No engine version");
            assertThat(command("lightrag:features")).contains("* shell", "* core");
            assertThat(command("lightrag:remove core")).contains("refused");
            assertThat(command("lightrag:bindings tenant_a llm.model=small"))
                    .contains("stores: rocksdb", "* llm.model=small");
            assertThat(command("lightrag:bindings tenant_a llm.model=")).doesNotContain("small");
            assertThat(command("lightrag:bindings tenant_a colour=red")).contains("refused");
            assertThat(command("lightrag:log level=WARNING lightrag.access=ERROR"))
                    .contains("CHANGED  level=WARNING", "CHANGED  level.lightrag.access=ERROR");
            assertThat(command("lightrag:log lightrag.access=")).doesNotContain("access");
            assertThat(command("lightrag:settings lightrag.gateway gateway.queue.max=0"))
                    .contains("refused");
            assertThat(command("lightrag:settings lightrag.gateway")).contains("START");
            Api.Reply gone = admin.delete("/admin/features/shell", Map.of());
            assertThat(gone.status()).as(gone.body()).isEqualTo(200);
            assertThat(installed("shell")).isFalse();
        }
        assertThat(server.api().get("/readyz").status()).isEqualTo(200);
    }

    @Test
    void aStorageComesAndGoes() {
        Bundle routers = server.framework().bundle("lightrag.rest");
        long stamp = routers.getLastModified();
        assertThat(installed("storage-sql")).isTrue();
        assertThat(admin.delete("/admin/features/storage-sql", Map.of()).status()).isEqualTo(200);
        assertThat(names()).doesNotContain("lightrag.storage.sql", "com.h2database");
        assertThat(admin.delete("/admin/features/storage-sql", Map.of()).status()).isEqualTo(409);
        Api user = server.api().withKey(HouseServer.KEY_A);
        user.insert("features.txt", "Odo keeps the keys of the house.");
        Api.Reply back = admin.post("/admin/features/storage-sql", Map.of());
        assertThat(back.status()).as(back.body()).isEqualTo(200);
        assertThat(installed("storage-sql")).isTrue();
        assertThat(server.framework().bundle("lightrag.storage.sql").getState())
                .isEqualTo(Bundle.ACTIVE);
        assertThat(routers.getLastModified()).isEqualTo(stamp);
    }

    @Test
    void aStorageInUseIsRemovedByForceOnlyAndComesBack() {
        Api user = server.api().withKey(HouseServer.KEY_A);
        Api other = server.api().withKey(HouseServer.KEY_B);
        other.insert("other.txt", "Ben keeps bees.");
        moveTenantB("h2");
        Api.Reply refused = admin.delete("/admin/features/storage-sql", Map.of());
        assertThat(refused.status()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body()).contains("tenant_b", "h2", "force=true");
        assertUnavailableUntilItIsBack("storage-sql", other, user);
        assertThat(admin.delete("/admin/features/storage-embedded", Map.of()).status())
                .isEqualTo(409);
        assertUnavailableUntilItIsBack("storage-embedded", user, other);
        moveTenantB("rocksdb");
    }

    private static void moveTenantB(String storage) {
        String bindings = "/admin/workspaces/tenant_b/bindings";
        assertThat(admin.send("PUT", bindings, "{\"storage\":\"" + storage + "\"}").status())
                .isEqualTo(200);
        HouseServer.await(
                () -> admin.get(bindings).json().path("storage").asString().equals(storage));
    }

    private static void assertUnavailableUntilItIsBack(String feature, Api on, Api elsewhere) {
        Map<String, Object> question = Map.of("query", "Who is here?", "only_need_context", true);
        Api.Reply gone = admin.delete("/admin/features/" + feature + "?force=true", Map.of());
        assertThat(gone.status()).as(gone.body()).isEqualTo(200);
        Api.Reply unavailable = on.post("/query", question);
        assertThat(unavailable.status()).as(unavailable.body()).isEqualTo(503);
        assertThat(unavailable.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(elsewhere.post("/query", question).status()).isEqualTo(200);
        assertThat(admin.post("/admin/features/" + feature, Map.of()).status()).isEqualTo(200);
        HouseServer.await(() -> on.post("/query", question).status() == 200);
    }

    @Test
    void whatTheServerStandsOnStays() {
        assertThat(admin.delete("/admin/features/core", Map.of()).status()).isEqualTo(409);
        assertThat(admin.delete("/admin/features/http", Map.of()).status()).isEqualTo(409);
        Api.Reply unknown = admin.post("/admin/features/nothing", Map.of());
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body()).contains("storage-sql");
        assertThat(
                        server.api()
                                .withKey(HouseServer.KEY_A)
                                .post("/admin/features/shell", Map.of())
                                .status())
                .isEqualTo(403);
    }

    private static boolean installed(String feature) {
        JsonNode features = admin.get("/admin/features").json().path("features");
        return features.valueStream()
                .filter(one -> one.path("name").asString().equals(feature))
                .findFirst()
                .orElseThrow()
                .path("installed")
                .asBoolean();
    }

    private static java.util.List<String> names() {
        return Arrays.stream(server.framework().context().getBundles())
                .map(Bundle::getSymbolicName)
                .toList();
    }

    /** What a console shows for a line. Asked by reflection: the shell is not on our class path. */
    private static String command(String line) throws Exception {
        BundleContext context = server.framework().context();
        ServiceReference<?> reference =
                context.getAllServiceReferences(
                                "org.apache.felix.service.command.CommandProcessor", null)[0];
        Object processor = context.getService(reference);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Object session =
                    contract(processor, "CommandProcessor")
                            .getMethod(
                                    "createSession",
                                    InputStream.class,
                                    OutputStream.class,
                                    OutputStream.class)
                            .invoke(processor, new ByteArrayInputStream(new byte[0]), out, out);
            Class<?> type = contract(session, "CommandSession");
            Object result = type.getMethod("execute", CharSequence.class).invoke(session, line);
            type.getMethod("close").invoke(session);
            return result + out.toString(StandardCharsets.UTF_8);
        } catch (java.lang.reflect.InvocationTargetException e) {
            return String.valueOf(e.getCause());
        } finally {
            context.ungetService(reference);
        }
    }

    private static Class<?> contract(Object service, String name) {
        for (Class<?> type = service.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> one : type.getInterfaces()) {
                if (one.getSimpleName().equals(name)) {
                    return one;
                }
            }
        }
        throw new AssertionError(name + " is not there");
    }
}
