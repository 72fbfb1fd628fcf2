package lightrag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Room for documents before they are sent, and the routes that have nothing to mend here. */
class RepairTest {
    private static final String CONFLICTS = "/documents/source_conflicts";

    private final FakeLightRag rag = new FakeLightRag();
    private final TestServer server = new TestServer(rag);

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/documents/text", "/documents/texts", "/documents/upload"})
    void withoutRoomNoBodyIsRead(String path) throws Exception {
        rag.full = true;
        HttpResponse<String> refused = server.post(path, "{ no JSON");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
        assertThat(server.post("/documents/scan", "").statusCode()).isEqualTo(200);
        rag.full = false;
        assertThat(server.post(path, "{ no JSON").statusCode()).isEqualTo(422);
    }

    @Test
    void namesHaveOneOwner() throws Exception {
        JsonNode body = TestServer.tree(server.get(CONFLICTS + "?limit=200&cursor="));
        assertThat(body.get("conflicts").size()).isZero();
        assertThat(body.get("next_cursor").isNull()).isTrue();
        assertThat(server.get(CONFLICTS + "?cursor=ImEi").statusCode()).isEqualTo(200);
        assertThat(server.get(CONFLICTS + "?cursor=!!").statusCode()).isEqualTo(400);
        assertThat(server.get(CONFLICTS + "?limit=201").statusCode()).isEqualTo(422);
    }

    @Test
    void theOwnerOfANameIsConfirmed() throws Exception {
        JsonNode document =
                TestServer.tree(server.post("/documents/paginated", Map.of())).at("/documents/0");
        Map<String, Object> request = new HashMap<>();
        request.put("canonical_source_key", document.get("file_path").asString());
        request.put("primary_doc_id", document.get("id").asString());
        JsonNode look = TestServer.tree(repair(request));
        assertThat(look.get("candidate_count").asInt()).isEqualTo(1);
        assertThat(look.get("committed").asBoolean()).isFalse();
        request.put("dry_run", false);
        assertThat(repair(request).statusCode()).isEqualTo(422);
        request.put("expected_candidate_count", 1);
        request.put("expected_candidate_fingerprint", "another");
        assertThat(repair(request).statusCode()).isEqualTo(409);
        request.put("expected_candidate_fingerprint", look.get("fingerprint").asString());
        JsonNode done = TestServer.tree(repair(request));
        assertThat(done.get("committed").asBoolean()).isTrue();
        assertThat(List.copyOf(done.propertyNames()))
                .containsExactly(
                        "canonical_source_key",
                        "primary_doc_id",
                        "candidate_count",
                        "fingerprint",
                        "demoted_sample_doc_ids",
                        "committed");
        request.put("primary_doc_id", "doc-another");
        assertThat(repair(request).statusCode()).isEqualTo(409);
    }

    private HttpResponse<String> repair(Map<String, Object> request) throws Exception {
        return server.post(CONFLICTS + "/repair", request);
    }

    @Test
    void noJobHoldsTheWorkspace() throws Exception {
        String path = "/documents/recovery/force_reset";
        assertThat(server.post(path, Map.of()).statusCode()).isEqualTo(400);
        assertThat(server.post(path, Map.of("confirm", false)).statusCode()).isEqualTo(400);
        JsonNode body = TestServer.tree(server.post(path, Map.of("confirm", true)));
        assertThat(body.get("status").asString()).isEqualTo("no_recovery_required");
        assertThat(body.get("cancelled_manual_retries").asInt()).isZero();
    }
}
