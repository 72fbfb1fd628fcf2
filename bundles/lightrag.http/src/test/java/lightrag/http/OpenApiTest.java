package lightrag.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description names what exists, and describes it as the reference does. */
class OpenApiTest {
    /** Not offered yet. */
    private static final Set<String> ABSENT =
            Set.of(
                    "/documents/source_conflicts",
                    "/documents/source_conflicts/repair",
                    "/documents/recovery/force_reset",
                    "/ui/customization",
                    "/ui/customization/assets/{asset_hash}/{asset_id}");

    /** Additions of ours. */
    private static final Set<String> ADDED = Set.of("/documents/custom_kg", "/graphs/export");

    /** Answered by the room that authenticates. */
    private static final Set<String> ELSEWHERE = Set.of("/login", "/auth-status", "/auth/verify");

    /**
     * The reference reads these bodies but describes none, so that generated clients can't send
     * one.
     */
    private static final Set<String> BODIES_OF_OUR_OWN = Set.of("/api/chat", "/api/generate");

    private static JsonNode own() throws IOException {
        try (InputStream in =
                OpenApiTest.class.getResourceAsStream("/lightrag/http/docs/openapi.json")) {
            return TestServer.JSON.readTree(Objects.requireNonNull(in));
        }
    }

    @Test
    void describesTheReferencesRoutes() throws IOException {
        Path file =
                Path.of("../../../shared/contract/openapi-upstream.json")
                        .toAbsolutePath()
                        .normalize();
        assumeTrue(Files.exists(file), "the reference's description is not at hand");
        JsonNode reference = TestServer.JSON.readTree(file.toFile());
        JsonNode own = own();
        Set<String> expected = new TreeSet<>(reference.get("paths").propertyNames());
        expected.removeAll(ABSENT);
        Set<String> described = new TreeSet<>(own.get("paths").propertyNames());
        assertThat(described).containsAll(ADDED);
        described.removeAll(ADDED);
        assertThat(described).isEqualTo(expected);
        for (String path : expected) {
            own.get("paths")
                    .get(path)
                    .properties()
                    .forEach(
                            operation -> {
                                JsonNode upstream =
                                        reference.get("paths").get(path).get(operation.getKey());
                                assertThat(operation.getValue().get("operationId"))
                                        .isEqualTo(upstream.get("operationId"));
                                if (!BODIES_OF_OUR_OWN.contains(path)) {
                                    assertThat(operation.getValue().get("requestBody"))
                                            .isEqualTo(upstream.get("requestBody"));
                                }
                                assertThat(operation.getValue().get("description").asString())
                                        .isNotBlank();
                            });
        }
    }

    @Test
    void everyReferenceResolves() throws IOException {
        JsonNode own = own();
        for (JsonNode reference : own.findValues("$ref")) {
            String pointer = reference.asString();
            assertThat(pointer).startsWith("#/components/");
            assertThat(own.at(pointer.substring(1)).isMissingNode()).as(pointer).isFalse();
        }
    }

    @Test
    void everyOperationNamesItsRefusals() throws IOException {
        for (JsonNode path : own().get("paths")) {
            for (JsonNode operation : path) {
                Set<String> statuses = new TreeSet<>(operation.get("responses").propertyNames());
                assertThat(statuses)
                        .as(operation.get("operationId").asString())
                        .contains("400", "503");
                if (operation.has("security")) {
                    assertThat(statuses).contains("401", "403");
                }
            }
        }
    }

    @Test
    void everyDescribedRouteAnswers() throws Exception {
        try (TestServer server = new TestServer(new FakeLightRag())) {
            for (var path : own().get("paths").properties()) {
                if (ELSEWHERE.contains(path.getKey())) {
                    continue;
                }
                String address = path.getKey().replaceAll("\\{\\w+}", "scan_x");
                for (String method : path.getValue().propertyNames()) {
                    int status =
                            server.json(method.toUpperCase(java.util.Locale.ROOT), address, "")
                                    .statusCode();
                    assertThat(status).as(method + " " + address).isNotIn(404, 405, 500);
                }
            }
        }
    }
}
