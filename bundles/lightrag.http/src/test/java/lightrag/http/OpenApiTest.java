package lightrag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description names what exists, and describes it as the reference does. */
class OpenApiTest {
    /** Answered by the rooms that authenticate and that show pages. */
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "/login",
                    "/auth-status",
                    "/auth/verify",
                    "/ui/customization",
                    "/ui/customization/assets/{asset_hash}/{asset_id}");

    private static JsonNode own() throws IOException {
        try (InputStream in =
                OpenApiTest.class.getResourceAsStream("/lightrag/http/docs/openapi.json")) {
            return TestServer.JSON.readTree(Objects.requireNonNull(in));
        }
    }

    @Test
    void everyOperationIsExplained() throws IOException {
        for (JsonNode path : own().get("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.get("summary").asString()).isNotBlank();
                assertThat(operation.get("description").asString()).isNotBlank();
            }
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
