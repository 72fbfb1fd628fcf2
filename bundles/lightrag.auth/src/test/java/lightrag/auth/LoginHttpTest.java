package lightrag.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoginHttpTest {

    private static final Path RECORDED = Path.of("../../../shared/contract/golden");

    @TempDir Path folder;

    @Test
    void answersHaveTheRecordedShapesWithoutAccounts() throws Exception {
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings())) {
            sameShape("008-auth-status-open", server.get("/auth-status"));
            sameShape("009-login-open-guest", server.login("username=a&password=b"));
        }
    }

    @Test
    void answersHaveTheRecordedShapesWithAccounts() throws Exception {
        Map<String, Object> settings = accounts();
        settings.put("webui_title", "MyTitle");
        settings.put("webui_description", "My Desc");
        settings.put("login_max_failed_attempts", 2);
        settings.put("login_lockout_window_seconds", 20L);
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings)) {
            sameShape("160-auth-status-enabled", server.get("/auth-status"));
            sameShape("161-login-wrong-401", server.login("username=alice&password=no"));
            sameShape(
                    "163-login-ok",
                    server.login("username=alice&password=wonder&grant_type=password"));
            sameShape("165-no-credentials-401", server.get("/documents/status_counts"));
            server.login("username=carol&password=no");
            server.login("username=carol&password=no");
            var locked = server.login("username=carol&password=no");
            sameShape("177-login-locked-429", locked);
            assertThat(Integer.parseInt(locked.header("retry-after").orElseThrow()))
                    .isBetween(1, 20);
            assertThat(server.login("username=alice&password=wonder").status())
                    .as("another name from there")
                    .isEqualTo(200);
        }
    }

    @Test
    void theKeyOnlyRefusalIsTheRecordedOne() throws Exception {
        Map<String, Object> settings = settings();
        settings.put("_lightrag_api_key", "k3y");
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings)) {
            sameShape("201-keyonly-missing-403", server.get("/auth/verify"));
            assertThat(server.get("/auth-status").body().path("auth_configured").booleanValue())
                    .isFalse();
            assertThat(server.get("/auth-status").body().path("auth_mode").asString())
                    .isEqualTo("disabled");
        }
    }

    @Test
    void formsAreCheckedAsTheReferenceDoes() throws Exception {
        try (AuthServer server = new AuthServer(Clock.systemUTC(), accounts())) {
            var json =
                    server.send(
                            "POST",
                            "/login",
                            "{\"username\":\"alice\",\"password\":\"wonder\"}",
                            "Content-Type",
                            "application/json");
            assertThat(json.status()).isEqualTo(422);
            assertThat(json.raw().body())
                    .isEqualTo(
                            """
                            {"detail":[{"type":"missing","loc":["body","username"],"msg":"Field required","input":null},\
                            {"type":"missing","loc":["body","password"],"msg":"Field required","input":null}]}""");
            var grant = server.login("username=a&password=b&grant_type=other");
            assertThat(grant.status()).isEqualTo(422);
            JsonNode item = grant.body().path("detail").path(0);
            assertThat(item.path("type").asString()).isEqualTo("string_pattern_mismatch");
            assertThat(item.path("ctx").path("pattern").asString()).isEqualTo("^password$");
            assertThat(server.login("username=alice").body().path("detail")).hasSize(1);
        }
    }

    @Test
    void formsThatCannotBeReadAreRefused() throws Exception {
        String form = "application/x-www-form-urlencoded";
        try (AuthServer server = new AuthServer(Clock.systemUTC(), accounts())) {
            for (String[] broken :
                    List.of(
                            new String[] {"multipart/form-data", "x=1"},
                            new String[] {"multipart/form-data; boundary=x", "--x\r\nfoo"},
                            new String[] {form, "username=%zz&password=%ff"},
                            new String[] {form + "; charset=none", "username=%zz&password=b"})) {
                var answer = server.send("POST", "/login", broken[1], "Content-Type", broken[0]);
                assertThat(answer.status()).as("%s with %s", broken[0], broken[1]).isEqualTo(400);
                assertThat(answer.body().path("detail").asString()).contains("form");
            }
        }
    }

    @Test
    void multipartFormsWorkToo() throws Exception {
        try (AuthServer server = new AuthServer(Clock.systemUTC(), accounts())) {
            String form =
                    """
                    --B\r
                    Content-Disposition: form-data; name="username"\r
                    \r
                    alice\r
                    --B\r
                    Content-Disposition: form-data; name="password"\r
                    \r
                    wonder\r
                    --B--\r
                    """;
            assertThat(
                            server.send(
                                            "POST",
                                            "/login",
                                            form,
                                            "Content-Type",
                                            "multipart/form-data; boundary=B")
                                    .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void otherMethodsAre405() throws Exception {
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings())) {
            var login = server.get("/login");
            assertThat(login.status()).isEqualTo(405);
            assertThat(login.header("allow")).contains("POST");
            assertThat(login.detail()).isEqualTo("Method Not Allowed");
            assertThat(server.send("POST", "/auth-status", "x").status()).isEqualTo(405);
            assertThat(server.send("DELETE", "/auth/verify", "").status()).isEqualTo(405);
        }
    }

    @Test
    void formErrorsDontCountAsFailures() throws Exception {
        Map<String, Object> settings = accounts();
        settings.put("login_max_failed_attempts", 1);
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings)) {
            for (int i = 0; i < 3; i++) {
                assertThat(server.login("username=alice").status()).isEqualTo(422);
            }
            assertThat(server.login("username=alice&password=wonder").status()).isEqualTo(200);
        }
    }

    @Test
    void tokensAreRenewedWhenHalfSpent() throws Exception {
        ManualClock clock = new ManualClock(Instant.parse("2026-11-24T12:00:00Z"));
        try (AuthServer server = new AuthServer(clock, accounts())) {
            String token = "Bearer " + server.token("alice", "wonder");
            assertThat(renewed(server, "/documents/status_counts", token)).isFalse();
            clock.advance(Duration.ofHours(25));
            for (String quiet :
                    List.of(
                            "/health",
                            "/documents/pipeline_status",
                            "/documents/pipeline_status/x",
                            "/api/tags",
                            "/query/stream")) {
                assertThat(renewed(server, quiet, token)).as(quiet).isFalse();
            }
            assertThat(renewed(server, "/documents/status_counts", token)).isTrue();
            assertThat(renewed(server, "/documents/status_counts", token)).isFalse();
            clock.advance(Duration.ofSeconds(61));
            String next =
                    server.get("/graph/label/list", "Authorization", token)
                            .header("X-New-Token")
                            .orElseThrow();
            clock.advance(Duration.ofHours(24));
            assertThat(server.get("/auth/verify", "Authorization", token).status()).isEqualTo(401);
            assertThat(server.get("/auth/verify", "Authorization", "Bearer " + next).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void renewalCanBeTurnedOff() throws Exception {
        ManualClock clock = new ManualClock(Instant.parse("2026-11-24T12:00:00Z"));
        Map<String, Object> settings = accounts();
        settings.put("token_auto_renew", false);
        try (AuthServer server = new AuthServer(clock, settings)) {
            String token = "Bearer " + server.token("alice", "wonder");
            clock.advance(Duration.ofHours(47));
            assertThat(renewed(server, "/documents/status_counts", token)).isFalse();
        }
    }

    @Test
    void guestTokensAreRenewedOnlyWhereTheyCountOrTheKeyIsRight() throws Exception {
        ManualClock clock = new ManualClock(Instant.parse("2026-11-24T12:00:00Z"));
        Map<String, Object> settings = settings();
        settings.put("_lightrag_api_key", "k3y");
        try (AuthServer server = new AuthServer(clock, settings)) {
            String token =
                    "Bearer " + server.get("/auth-status").body().path("access_token").asString();
            clock.advance(Duration.ofHours(13));
            String data = "/documents/status_counts";
            var refused = server.get(data, "Authorization", token, "X-API-Key", "wrong");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("X-New-Token")).as("never before permission").isEmpty();
            assertThat(
                            server.get(data, "Authorization", token, "X-API-Key", "k3y")
                                    .header("X-New-Token"))
                    .isPresent();
        }
    }

    private static boolean renewed(AuthServer server, String path, String token) throws Exception {
        var answer = server.get(path, "Authorization", token);
        assertThat(answer.status()).isEqualTo(200);
        return answer.header("X-New-Token").isPresent();
    }

    /** Same status, same fields in the same order, same values unless prose or volatile. */
    private static void sameShape(String name, AuthServer.Answer answer) throws Exception {
        Path file = RECORDED.resolve(name + ".json");
        Assumptions.assumeTrue(Files.exists(file), "recorded exchanges are not here");
        JsonNode expected =
                JsonMapper.builder().build().readTree(Files.readString(file)).path("response");
        assertThat(answer.status()).as(name).isEqualTo(expected.path("status").intValue());
        assertThat(answer.header("content-type").orElseThrow())
                .isEqualTo(expected.path("headers").path("content-type").asString());
        JsonNode body = expected.path("body");
        assertThat(new ArrayList<>(answer.body().propertyNames()))
                .as(name)
                .isEqualTo(new ArrayList<>(body.propertyNames()));
        for (String field : body.propertyNames()) {
            JsonNode value = answer.body().path(field);
            assertThat(value.getNodeType()).as(field).isEqualTo(body.path(field).getNodeType());
            if (!List.of("access_token", "message", "detail").contains(field)) {
                assertThat(value).as(name + " " + field).isEqualTo(body.path(field));
            }
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("working_dir", folder.toString());
        settings.put("users_file", folder.resolve("users.json").toString());
        return settings;
    }

    private Map<String, Object> accounts() {
        Map<String, Object> settings = settings();
        settings.put("_auth_accounts", "alice:wonder");
        return settings;
    }
}
