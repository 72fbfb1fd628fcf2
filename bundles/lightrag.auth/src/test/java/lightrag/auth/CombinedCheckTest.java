package lightrag.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference's table (contract 2.3) for servers without a users file, over real HTTP. */
class CombinedCheckTest {

    private static final String DATA = "/documents/status_counts";

    @TempDir Path folder;

    /**
     * mode: open, key, accounts, both. token: none, bad, guest, user, gone (no such account). key:
     * none, right, wrong.
     */
    @ParameterizedTest
    @CsvSource({
        // open
        "open, none, none, 200, anonymous",
        "open, none, wrong, 200, anonymous",
        "open, guest, none, 200, guest",
        "open, bad, none, 401, -",
        "open, user, none, 401, -",
        // key only
        "key, none, none, 403, API Key required",
        "key, none, wrong, 403, Invalid API Key",
        "key, none, right, 200, api-key",
        "key, guest, none, 403, API Key required",
        "key, guest, wrong, 403, Invalid API Key",
        "key, guest, right, 200, api-key",
        "key, bad, right, 401, -",
        "key, user, right, 401, -",
        "key, user, none, 401, -",
        // accounts only
        "accounts, none, none, 401, -",
        "accounts, none, wrong, 401, -",
        "accounts, user, none, 200, alice",
        "accounts, gone, none, 401, -",
        "accounts, guest, none, 401, -",
        "accounts, bad, none, 401, -",
        // both
        "both, none, none, 401, -",
        "both, none, wrong, 401, -",
        "both, none, right, 200, api-key",
        "both, user, none, 200, alice",
        "both, user, wrong, 200, alice",
        "both, guest, none, 401, -",
        "both, guest, right, 401, -",
        "both, bad, right, 401, -",
    })
    void everyRow(String mode, String token, String key, int status, String told) throws Exception {
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings(mode))) {
            List<String> headers = new ArrayList<>();
            bearer(token).ifPresent(text -> headers.addAll(List.of("Authorization", text)));
            if (!key.equals("none")) {
                headers.addAll(List.of("X-API-Key", key.equals("right") ? "k3y" : "k3y2"));
            }
            var answer = server.get(DATA, headers.toArray(String[]::new));
            assertThat(answer.status()).isEqualTo(status);
            if (status == 200) {
                assertThat(answer.body().path("user").asString()).isEqualTo(told);
                assertThat(answer.workspace()).isEqualTo("default");
            } else {
                assertThat(answer.body().propertyNames()).containsExactly("detail");
                assertThat(answer.header("www-authenticate")).isEmpty();
                if (!told.equals("-")) {
                    assertThat(answer.detail()).isEqualTo(told);
                }
            }
            var verified = server.get("/auth/verify", headers.toArray(String[]::new));
            assertThat(verified.status()).isEqualTo(status);
            if (status == 200) {
                assertThat(verified.raw().body()).isEqualTo("{\"status\":\"ok\"}");
            }
        }
    }

    @Test
    void theSchemeIsComparedWithoutCase() throws Exception {
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings("accounts"))) {
            String token = Tokens.user(AuthServer.SECRET, "alice");
            assertThat(server.get(DATA, "Authorization", "bEARER " + token).status())
                    .isEqualTo(200);
            assertThat(server.get(DATA, "Authorization", "Basic " + token).status()).isEqualTo(401);
        }
    }

    @Test
    void theDefaultWhitelistOpensHealthAndOllamaButNeverVerify() throws Exception {
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings("both"))) {
            var health = server.get("/health", "Authorization", "Bearer nonsense");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.body().path("principal").asString()).isEqualTo("-");
            assertThat(server.send("POST", "/api/chat", "{}").workspace()).isEqualTo("default");
            assertThat(server.get("/apix").status()).isEqualTo(401);
            assertThat(
                            server.get("/health", "X-API-Key", "k3y")
                                    .body()
                                    .path("principal")
                                    .asString())
                    .isEqualTo("api-key");
        }
        Map<String, Object> all = new HashMap<>(settings("both"));
        all.put("whitelist_paths", "/*");
        try (AuthServer server = new AuthServer(Clock.systemUTC(), all)) {
            assertThat(server.get(DATA).status()).isEqualTo(200);
            assertThat(server.get("/auth/verify").status()).isEqualTo(401);
        }
        all.put("whitelist_paths", "/health");
        try (AuthServer server = new AuthServer(Clock.systemUTC(), all)) {
            assertThat(server.get("/api/tags").status()).isEqualTo(401);
        }
    }

    @Test
    void openModeShowsTheCallerAsKnownForTheSecondTierOfHealth() throws Exception {
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings("open"))) {
            var health = server.get("/health");
            assertThat(health.body().path("principal").asString()).isEqualTo("anonymous");
            assertThat(health.workspace()).isEqualTo("default");
        }
    }

    @Test
    void theConfiguredWorkspaceIsTheOnlyOne() throws Exception {
        Map<String, Object> settings = new HashMap<>(settings("open"));
        settings.put("workspace", "team-a");
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings)) {
            assertThat(server.get(DATA).workspace()).isEqualTo("team-a");
            assertThat(server.get(DATA, "LIGHTRAG-WORKSPACE", "team-a").status()).isEqualTo(200);
            assertThat(server.get(DATA, "LIGHTRAG-WORKSPACE", "team_a").status()).isEqualTo(403);
            assertThat(server.get("/t/team-a" + DATA).workspace()).isEqualTo("team-a");
            assertThat(server.get("/t/default" + DATA).status()).isEqualTo(403);
            assertThat(server.get("/admin/x").status()).as("nobody operates it").isEqualTo(404);
            assertThat(server.send("DELETE", "/documents", "").status()).isEqualTo(200);
        }
    }

    @Test
    void withAPrefixPathsWorkBothWays() throws Exception {
        Map<String, Object> settings = new HashMap<>(settings("key"));
        settings.put("lightrag_api_prefix", "site01/");
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings)) {
            assertThat(server.get("/site01/health").status()).isEqualTo(200);
            assertThat(server.get("/health").status()).isEqualTo(200);
            assertThat(server.get("/site01" + DATA).status()).isEqualTo(403);
            assertThat(
                            server.get("/site01/t/default" + DATA, "X-API-Key", "k3y")
                                    .body()
                                    .path("uri")
                                    .asString())
                    .isEqualTo(DATA);
        }
    }

    private Map<String, Object> settings(String mode) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("working_dir", folder.toString());
        settings.put("_token_secret", AuthServer.SECRET);
        settings.put("users_file", folder.resolve("users.json").toString());
        if (mode.equals("key") || mode.equals("both")) {
            settings.put("_lightrag_api_key", "k3y");
        }
        if (mode.equals("accounts") || mode.equals("both")) {
            settings.put("_auth_accounts", "alice:wonder");
        }
        return settings;
    }

    private static Optional<String> bearer(String kind) {
        return switch (kind) {
            case "bad" -> Optional.of("Bearer a.b.c");
            case "guest" -> Optional.of("Bearer " + Tokens.guest(AuthServer.SECRET));
            case "user" -> Optional.of("Bearer " + Tokens.user(AuthServer.SECRET, "alice"));
            case "gone" -> Optional.of("Bearer " + Tokens.user(AuthServer.SECRET, "mallory"));
            default -> Optional.empty();
        };
    }
}
