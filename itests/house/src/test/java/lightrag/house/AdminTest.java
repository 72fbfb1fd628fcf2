package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import tools.jackson.databind.JsonNode;

/** The operators' door. */
class AdminTest {

    private static HouseServer server;
    private static Api admin;

    @BeforeAll
    static void start() {
        server = HouseServer.withUsers();
        admin = server.api().withKey(HouseServer.KEY_ADMIN);
        server.api().withKey(HouseServer.KEY_A).insert("admin.txt", "Odo watches the house.");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/engines",
                "/admin/bundles",
                "/admin/workspaces",
                "/admin/events",
                "/admin/audit",
                "/admin/health",
                "/admin/openapi.json",
                "/admin/metrics"
            })
    void onlyAdminsComeIn(String path) {
        assertThat(admin.get(path).status()).isEqualTo(200);
        assertThat(server.api().withKey(HouseServer.KEY_A).get(path).status()).isEqualTo(403);
        assertThat(server.api().withKey(HouseServer.KEY_READER).get(path).status()).isEqualTo(403);
        assertThat(server.api().get(path).status()).isEqualTo(401);
    }

    @Test
    void theEngineThatServesIsShown() {
        JsonNode engines = admin.get("/admin/engines").json().path("versions");
        assertThat(engines).hasSize(1);
        JsonNode engine = engines.get(0);
        assertThat(engine.path("state").asString()).isEqualTo("ACTIVE");
        assertThat(engine.path("workspaces").asInt()).isPositive();
        assertThat(engine.path("calls").asInt()).isPositive();
        assertThat(engine.path("errors").asInt()).isZero();
        JsonNode bundle =
                admin.get("/admin/bundles")
                        .json()
                        .path("bundles")
                        .valueStream()
                        .filter(one -> one.path("id").equals(engine.path("bundleId")))
                        .findFirst()
                        .orElseThrow();
        assertThat(bundle.path("symbolicName").asString()).isEqualTo("lightrag.engine");
        assertThat(bundle.path("version").asString()).startsWith(engine.path("version").asString());
    }

    @Test
    void workspacesAreListedWithTheirEngine() {
        JsonNode workspaces = admin.get("/admin/workspaces").json().path("workspaces");
        assertThat(workspaces.valueStream())
                .anySatisfy(
                        one -> {
                            assertThat(one.path("workspace").asString()).isEqualTo("tenant_a");
                            assertThat(one.path("state").asString()).isEqualTo("OPEN");
                            assertThat(one.path("engineVersion").asString()).isNotEmpty();
                        });
    }

    @Test
    void whatIsNotThereCanNotServe() {
        Api.Reply missing = admin.post("/admin/engines/9.9.9/activate", Map.of());
        assertThat(missing.status()).as(missing.body()).isEqualTo(404);
        assertThat(missing.body()).contains("9.9.9", "installed");
        Api.Reply vague = admin.post("/admin/engines/9.9.9/assign", Map.of());
        assertThat(vague.status()).as(vague.body()).isIn(400, 422);
        Api.Reply named =
                admin.post("/admin/engines/9.9.9/assign", Map.of("workspaces", List.of("../x")));
        assertThat(named.status()).as(named.body()).isIn(400, 422);
    }

    @Test
    void whoChangesSomethingIsWrittenDown() {
        admin.post("/admin/engines/8.8.8/activate", Map.of());
        assertThat(admin.get("/admin/audit").json().path("entries").valueStream())
                .anySatisfy(
                        entry -> {
                            assertThat(entry.path("user").asString()).isEqualTo("odo");
                            assertThat(entry.path("path").asString())
                                    .isEqualTo("/admin/engines/8.8.8/activate");
                            assertThat(entry.path("status").asInt()).isEqualTo(404);
                        });
    }

    @Test
    void theHealthOfBundlesComponentsAndWorkspacesIsShown() {
        JsonNode health = admin.get("/admin/health").json();
        assertThat(health.path("status").asString()).as(health.toString()).isEqualTo("up");
        assertThat(health.path("bundles").valueStream())
                .anySatisfy(
                        bundle -> {
                            assertThat(bundle.path("symbolicName").asString())
                                    .isEqualTo("lightrag.rest");
                            assertThat(bundle.path("state").asString()).isEqualTo("active");
                            assertThat(bundle.path("well").asBoolean()).isTrue();
                        });
        assertThat(health.path("workspaces").path("OPEN").asInt()).isPositive();
        assertThat(health.path("components")).as(health.toString()).isEmpty();
    }

    @Test
    void aBundleThatStopsIsSeenWithWhatNowWaitsForIt() throws BundleException {
        Bundle deploy = server.framework().bundle("lightrag.deploy");
        Bundle tokenizer = server.framework().bundle("lightrag.tokenizer");
        tokenizer.stop();
        try {
            JsonNode health = admin.get("/admin/health").json();
            assertThat(health.path("status").asString()).isEqualTo("down");
            assertThat(health.path("components").toString())
                    .contains(deploy.getSymbolicName(), "TokenizerProvider");
            Api.Reply ready = server.api().get("/readyz");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().path("lacks").toString()).contains("workspace manager");
            assertThat(server.api().get("/livez").status()).isEqualTo(200);
        } finally {
            tokenizer.start();
        }
        HouseServer.await(() -> server.api().get("/readyz").status() == 200);
        HouseServer.await(() -> admin.get("/admin/bundles/deployments").status() == 200);
    }

    @Test
    void theRoutesAreDescribed() {
        JsonNode document = admin.get("/admin/openapi.json").json();
        assertThat(document.path("openapi").asString()).startsWith("3.");
        JsonNode assign = document.at("/paths/~1admin~1engines~1{version}~1assign/post");
        assertThat(assign.path("summary").asString()).isNotEmpty();
        assertThat(assign.at("/parameters/0/name").asString()).isEqualTo("version");
        assertThat(
                        document.at("/components/schemas/EngineVersion/properties/state/enum")
                                .toString())
                .contains("DRAINING");
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.path("summary").asString())
                        .as(operation.toString())
                        .isNotEqualTo(operation.path("operationId").asString());
            }
        }
    }

    @Test
    void metricsAreOfPrometheus() {
        String text = admin.get("/admin/metrics").body();
        assertThat(text)
                .containsPattern("(?m)^lightrag_workspaces_open \\d+$")
                .containsPattern("(?m)^lightrag_workspaces_leases \\d+$")
                .containsPattern("(?m)^lightrag_workspaces_engines_draining \\d+$")
                .containsPattern("(?m)^lightrag_workspaces_engine_renewals_total \\d+$")
                .containsPattern("(?m)^lightrag_engine_calls_total\\{version=\"[0-9.]+\"} \\d+$")
                .containsPattern(
                        "(?m)^lightrag_model_completed_total\\{workspace=\"tenant_a\","
                                + "role=\"embedding\"} [1-9]")
                .containsPattern(
                        "(?m)^lightrag_model_prompt_tokens_total\\{workspace=\"tenant_a\",")
                .containsPattern("(?m)^lightrag_jvm_metaspace_used_bytes \\d+$");
        assertThat(text.lines())
                .allMatch(line -> line.matches("# TYPE \\S+ (gauge|counter)|\\S+ -?\\d+"));
    }

    @Test
    void eventsCanBeFollowed() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.framework().url() + "/admin/events"))
                        .header("X-API-Key", HouseServer.KEY_ADMIN)
                        .header("Accept", "text/event-stream")
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<java.io.InputStream> response =
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).startsWith(":");
            }
            client.shutdownNow();
        }
    }
}
