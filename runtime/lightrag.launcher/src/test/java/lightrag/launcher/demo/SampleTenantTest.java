package lightrag.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The samples of this checkout. */
class SampleTenantTest {

    private static final Path CHECKOUT = Path.of("../..");

    private final List<SampleTenant> tenants;

    SampleTenantTest() throws IOException {
        tenants =
                SampleTenant.read(
                        CHECKOUT.resolve("users.json"), CHECKOUT.resolve("runtime/samples"));
    }

    @Test
    void twoTenantsHaveSixToTenFilesEach() {
        assertThat(tenants)
                .hasSize(2)
                .allSatisfy(tenant -> assertThat(tenant.files().size()).isBetween(6, 10));
    }

    @Test
    void allFilesTogetherAreLargeEnoughToShowSomething() throws IOException {
        long bytes = 0;
        for (SampleTenant tenant : tenants) {
            for (Path file : tenant.files()) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isGreaterThanOrEqualTo(300_000);
    }

    @Test
    void eachTenantHasQuestionsAndAKeyMarkedAsSample() {
        assertThat(tenants)
                .allSatisfy(
                        tenant -> {
                            assertThat(Questions.of(tenant)).hasSize(2);
                            assertThat(tenant.apiKey()).startsWith("sk-sample-");
                        });
    }
}
