package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** A workspace nobody uses is closed, and opened again for the next call. */
class IdleWorkspaceTest {

    @TempDir Path folder;

    @Test
    void closesWhenIdleAndReopens() {
        var settings =
                HouseServer.settings(folder)
                        .with("LIGHTRAG_IDLE_SECONDS", "1")
                        .withUsers(
                                HouseServer.write(
                                        folder.resolve("users.json"), HouseServer.users()));
        try (HouseServer server = HouseServer.start(settings)) {
            Api a = server.api().withKey(HouseServer.KEY_A);
            a.insert("idle.txt", "Nora Vance keeps bees near Ottershaw.");
            HouseServer.await(() -> gauge(server, "open") == 0);

            assertThat(a.get("/graph/label/list").body()).contains("Ottershaw");
            assertThat(gauge(server, "opens_total")).isGreaterThanOrEqualTo(2);
        }
    }

    private static ServiceReference<?> reference(BundleContext context) {
        try {
            return context.getAllServiceReferences("lightrag.tenant.control.RagManager", null)[0];
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Asked by reflection: the test's classes are not the framework's. */
    private static long gauge(HouseServer server, String name) {
        BundleContext context = server.framework().context();
        ServiceReference<?> reference = reference(context);
        Object manager = context.getService(reference);
        try {
            Class<?> contract =
                    Arrays.stream(manager.getClass().getInterfaces())
                            .filter(type -> type.getSimpleName().equals("RagManager"))
                            .findFirst()
                            .orElseThrow();
            Object gauges = contract.getMethod("gauges").invoke(manager);
            return ((Number) ((Map<?, ?>) gauges).get(name)).longValue();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        } finally {
            context.ungetService(reference);
        }
    }
}
