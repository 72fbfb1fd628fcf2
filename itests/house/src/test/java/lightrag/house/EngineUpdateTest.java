package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/**
 * One bundle, built alone, replaces the engine of a running server between two calls; the doors
 * notice nothing. Replacing it under calls needs a second version beside the first.
 */
class EngineUpdateTest {

    private static final int UPDATES = 3;

    @TempDir Path folder;

    @Test
    void theNextCallMeetsTheNewEngine() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.settings(folder))) {
            Api api = server.api();
            api.insert("update.txt", "Iris Falk repairs the clock of Harrowgate.");
            Bundle engine = server.framework().bundle("lightrag.engine");
            Bundle routers = server.framework().bundle("lightrag.rest");
            BundleWiring wiring = routers.adapt(BundleWiring.class);
            for (int i = 0; i < UPDATES; i++) {
                long renewed = i + 1;
                replace(server, engine);
                HouseServer.await(() -> server.gauge("engine_renewals_total") == renewed);
                Api.Reply reply =
                        api.post(
                                "/query/data",
                                Map.of("query", "Who repairs the clock of Harrowgate?"));
                assertThat(reply.status()).as(reply.body()).isEqualTo(200);
                assertThat(reply.body()).contains("Harrowgate");
            }
            assertThat(routers.adapt(BundleWiring.class))
                    .as("wiring of the routers")
                    .isSameAs(wiring);
        }
    }

    /** Stops the bundle, lets its last call end, gives it the jar anew and starts it. */
    private static void replace(HouseServer server, Bundle bundle)
            throws IOException, BundleException {
        bundle.stop();
        HouseServer.await(() -> server.gauge("leases") == 0);
        try (InputStream jar = Files.newInputStream(Repository.jar(bundle.getSymbolicName()))) {
            bundle.update(jar);
        }
        bundle.start();
    }
}
