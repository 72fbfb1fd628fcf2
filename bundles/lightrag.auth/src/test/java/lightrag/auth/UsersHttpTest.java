package lightrag.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lightrag.auth.users.KeyDigest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose callers are the users of a file. */
class UsersHttpTest {

    private static final String DATA = "/documents/status_counts";
    private static final Duration PROMISED = Duration.ofSeconds(2);

    /** bcrypt of "wonder" by libxcrypt, cost 5. */
    private static final String WONDER =
            "$2b$05$abcdefghijklmnopqrstuuLZNkQ1VL/QsuI/EN8Qq4Ia5232KBp7m";

    private static final String ALICE =
            "{\"username\":\"alice\",\"password\":\""
                    + WONDER
                    + "\",\"api_key\":\"key-of-alice-01234\",\"workspace\":\"team-a\"}";
    private static final String BOB =
            "{\"username\":\"bob\",\"api_keys\":[\""
                    + KeyDigest.of("key-of-bob-0123456").written()
                    + "\"],\"workspace\":\"team_a\"}";
    private static final String READER =
            "{\"username\":\"rita\",\"api_key\":\"key-of-rita-012345\",\"workspace\":\"team-a\",\"role\":\"reader\"}";
    private static final String ADMIN =
            "{\"username\":\"adam\",\"password\":\""
                    + WONDER
                    + "\",\"api_key\":\"key-of-adam-012345\",\"workspace\":\"ops\",\"role\":\"admin\"}";

    @TempDir Path folder;
    private Path file;
    private AuthServer server;
    private final ManualClock clock = new ManualClock(Instant.now());

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("users.json");
        users(ALICE, BOB, READER, ADMIN);
        server = new AuthServer(clock, settings());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aKeyLeadsToItsWorkspaceAndNowhereElse() throws Exception {
        assertThat(server.get(DATA, "X-API-Key", "key-of-alice-01234").workspace())
                .isEqualTo("team-a");
        assertThat(server.get(DATA, "X-API-Key", "key-of-bob-0123456").workspace())
                .isEqualTo("team_a");
        assertThat(server.get(DATA, "Authorization", "Bearer key-of-bob-0123456").workspace())
                .as("for clients that know only this header")
                .isEqualTo("team_a");
        for (String key :
                List.of(
                        "wrong",
                        "key-of-alice-0123",
                        "default",
                        KeyDigest.of("key-of-bob-0123456").written())) {
            assertThat(server.get(DATA, "X-API-Key", key).status()).isEqualTo(401);
            assertThat(server.get(DATA, "Authorization", "Bearer " + key).status()).isEqualTo(401);
        }
        var none = server.get(DATA);
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.body().propertyNames()).containsExactly("detail");
    }

    @Test
    void aLoginLeadsToItsWorkspace() throws Exception {
        String token = server.token("alice", "wonder");
        var answer = server.get(DATA, "Authorization", "Bearer " + token);
        assertThat(answer.workspace()).isEqualTo("team-a");
        assertThat(answer.body().path("principal").asString()).isEqualTo("alice");
        assertThat(answer.body().path("attribute").asString()).isEqualTo("team-a");
        assertThat(server.login("username=alice&password=no").status()).isEqualTo(401);
        assertThat(server.login("username=bob&password=").status()).isEqualTo(422);
        assertThat(server.login("username=bob&password=x").status()).isEqualTo(401);
        assertThat(server.get("/auth-status").body().path("auth_configured").booleanValue())
                .isTrue();
        assertThat(server.get("/auth-status").body().has("access_token")).isFalse();
    }

    @Test
    void theIdOfAKeyOpensTheOllamaRoutesOfItsUser() throws Exception {
        String id = "lri_0123456789abcdefghijklmnopqrstuv";
        users(
                ALICE,
                "{\"username\":\"olga\",\"workspace\":\"team-o\",\"api_keys\":[{\"key\":\"key-of-olga-012345\",\"id\":\""
                        + KeyDigest.of(id).written()
                        + "\"}]}");
        Await.until(PROMISED, () -> keyStatus("key-of-olga-012345") == 200);
        var answer = server.send("POST", "/t/" + id + "/api/chat", "{}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.workspace()).isEqualTo("team-o");
        assertThat(answer.body().path("uri").asString()).isEqualTo("/api/chat");
        assertThat(answer.body().path("role").asString())
                .as("an address passes through many hands")
                .isEqualTo("READER");
        assertThat(server.get("/t/" + id + DATA).status()).as("other routes").isEqualTo(403);
        assertThat(server.send("POST", "/t/" + id + "/documents/text", "{}").status())
                .isEqualTo(403);
        assertThat(server.send("POST", "/t/" + id + "x/api/chat", "{}").status()).isEqualTo(401);
        assertThat(server.get(DATA, "X-API-Key", id).status()).as("no key").isEqualTo(401);
        assertThat(server.get(DATA, "Authorization", "Bearer " + id).status()).isEqualTo(401);
        assertThat(
                        server.send(
                                        "POST",
                                        "/t/" + id + "/api/chat",
                                        "{}",
                                        "X-API-Key",
                                        "key-of-alice-01234")
                                .status())
                .as("key of another user")
                .isEqualTo(403);
        assertThat(
                        server.send(
                                        "POST",
                                        "/t/" + id + "/api/chat",
                                        "{}",
                                        "LIGHTRAG-WORKSPACE",
                                        "team-a")
                                .status())
                .isEqualTo(403);
    }

    @Test
    void withoutAnIdNobodyChats() throws Exception {
        for (String path : List.of("/api/chat", "/api/generate", "/t/team-a/api/chat")) {
            assertThat(server.send("POST", path, "{}").status()).as(path).isEqualTo(401);
        }
    }

    @Test
    void keyAndTokenMustBeOfOneUser() throws Exception {
        String token = "Bearer " + server.token("alice", "wonder");
        assertThat(
                        server.get(DATA, "Authorization", token, "X-API-Key", "key-of-alice-01234")
                                .status())
                .isEqualTo(200);
        assertThat(
                        server.get(DATA, "Authorization", token, "X-API-Key", "key-of-bob-0123456")
                                .status())
                .isEqualTo(403);
        assertThat(server.get(DATA, "Authorization", token, "X-API-Key", "wrong").status())
                .isEqualTo(401);
        assertThat(
                        server.get(
                                        DATA,
                                        "Authorization",
                                        "Bearer x",
                                        "X-API-Key",
                                        "key-of-alice-01234")
                                .status())
                .isEqualTo(401);
    }

    @Test
    void rolesBoundWhatMayBeDone() throws Exception {
        String rita = "key-of-rita-012345";
        assertThat(server.get(DATA, "X-API-Key", rita).status()).isEqualTo(200);
        for (String path :
                List.of(
                        "/query",
                        "/query/stream",
                        "/query/data",
                        "/documents/paginated",
                        "/api/chat",
                        "/api/generate")) {
            assertThat(server.send("POST", path, "{}", "X-API-Key", rita).status()).isEqualTo(200);
        }
        for (String path : List.of("/documents/text", "/graph/entity/edit", "/documents/scan")) {
            var denied = server.send("POST", path, "{}", "X-API-Key", rita);
            assertThat(denied.status()).isEqualTo(403);
            assertThat(denied.body().propertyNames()).containsExactly("detail");
            assertThat(server.send("POST", path, "{}", "X-API-Key", "key-of-alice-01234").status())
                    .isEqualTo(200);
        }
        assertThat(server.send("DELETE", "/documents", "", "X-API-Key", rita).status())
                .isEqualTo(403);
        assertThat(server.get("/admin/tenants", "X-API-Key", "key-of-alice-01234").status())
                .isEqualTo(403);
        var admin = server.get("/admin/tenants", "X-API-Key", "key-of-adam-012345");
        assertThat(admin.status()).isEqualTo(200);
        assertThat(admin.body().path("admin").booleanValue()).isTrue();
        var user = server.get(DATA, "X-API-Key", "key-of-alice-01234");
        assertThat(user.body().path("admin").booleanValue()).isFalse();
        assertThat(user.body().path("reader").booleanValue()).isTrue();
    }

    @Test
    void keyHeaderAndPrefixMustAgree() throws Exception {
        String alice = "key-of-alice-01234";
        String adam = "key-of-adam-012345";
        assertThat(server.get(DATA, "X-API-Key", alice, "LIGHTRAG-WORKSPACE", "team-a").status())
                .isEqualTo(200);
        assertThat(server.get(DATA, "X-API-Key", alice, "LIGHTRAG-WORKSPACE", "team_a").status())
                .isEqualTo(403);
        assertThat(server.get("/t/team-a" + DATA, "X-API-Key", alice).workspace())
                .isEqualTo("team-a");
        assertThat(server.get("/t/team_a" + DATA, "X-API-Key", alice).status()).isEqualTo(403);
        assertThat(server.get(DATA, "X-API-Key", adam).workspace()).isEqualTo("ops");
        assertThat(server.get(DATA, "X-API-Key", adam, "LIGHTRAG-WORKSPACE", "team-a").workspace())
                .isEqualTo("team-a");
        assertThat(server.get("/t/team_a" + DATA, "X-API-Key", adam).workspace())
                .isEqualTo("team_a");
        assertThat(
                        server.get(
                                        "/t/team_a" + DATA,
                                        "X-API-Key",
                                        adam,
                                        "LIGHTRAG-WORKSPACE",
                                        "team-a")
                                .status())
                .isEqualTo(403);
        assertThat(server.get("/t/team-a" + DATA).status())
                .as("a path is no credential")
                .isEqualTo(401);
    }

    @Test
    void thePathPrefixReachesEveryServlet() throws Exception {
        var echo =
                server.send(
                        "POST",
                        "/t/team-a/documents/text?a=%20b&c=d",
                        "{\"text\":\"x\"}",
                        "X-API-Key",
                        "key-of-alice-01234");
        assertThat(echo.body().path("uri").asString()).isEqualTo("/documents/text");
        assertThat(echo.body().path("query").asString()).isEqualTo("a=%20b&c=d");
        assertThat(echo.body().path("body").asString()).isEqualTo("{\"text\":\"x\"}");
        assertThat(echo.body().path("prefix").asString()).isEqualTo("/t/team-a");
        assertThat(echo.body().path("principal").asString()).isEqualTo("alice");
        assertThat(
                        server.get("/t/team-a/auth/verify", "X-API-Key", "key-of-alice-01234")
                                .raw()
                                .body())
                .isEqualTo("{\"status\":\"ok\"}");
        assertThat(server.get("/t/team-a/auth/verify").status()).isEqualTo(401);
        assertThat(server.get("/t/team-a/auth-status").body().path("auth_mode").asString())
                .isEqualTo("enabled");
        assertThat(
                        server.send(
                                        "POST",
                                        "/t/team-a/login",
                                        "username=alice&password=wonder",
                                        "Content-Type",
                                        "application/x-www-form-urlencoded")
                                .status())
                .isEqualTo(200);
        assertThat(
                        server.get(
                                        "/t/team-a/graph/label/caf%C3%A9",
                                        "X-API-Key", "key-of-alice-01234")
                                .body()
                                .path("uri")
                                .asString())
                .isEqualTo("/graph/label/caf%C3%A9");
    }

    @Test
    void theWhitelistOpensNothingOfATenant() throws Exception {
        var health = server.get("/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.workspace()).isEqualTo("-");
        assertThat(health.body().path("principal").asString()).isEqualTo("-");
        assertThat(server.get("/t/team-a/health").workspace()).isEqualTo("-");
        assertThat(server.send("POST", "/api/chat", "{}").status()).isEqualTo(401);
        assertThat(server.send("POST", "/api/generate", "{}").status()).isEqualTo(401);
        assertThat(server.get("/health", "X-API-Key", "key-of-alice-01234").workspace())
                .isEqualTo("team-a");
        assertThat(server.get("/health", "X-API-Key", "wrong").workspace()).isEqualTo("-");
        Map<String, Object> everything = new HashMap<>(settings());
        everything.put("whitelist_paths", "/*");
        server.reconfigure(everything);
        assertThat(server.get(DATA).status()).isEqualTo(401);
        assertThat(server.send("POST", "/query", "{}").status()).isEqualTo(401);
        assertThat(server.get("/webui/").workspace()).isEqualTo("-");
    }

    @Test
    void otherSettingsDoNotForgetTheLastGoodUsers() throws Exception {
        Files.writeString(file, "{broken");
        server.reconfigure(settings());
        assertThat(server.get(DATA, "X-API-Key", "key-of-bob-0123456").status()).isEqualTo(200);
        Files.delete(file);
        server.reconfigure(settings());
        assertThat(server.get(DATA, "X-API-Key", "key-of-bob-0123456").status()).isEqualTo(200);
        assertThat(server.get(DATA).status()).isEqualTo(401);
        users(ALICE);
        Await.until(PROMISED, () -> keyStatus("key-of-bob-0123456") == 401);
    }

    @Test
    void removedAndDisabledUsersLoseAccessAtOnceTokensIncluded() throws Exception {
        String alice = "Bearer " + server.token("alice", "wonder");
        String adam = "Bearer " + server.token("adam", "wonder");
        users(ALICE.replace("\"workspace\"", "\"disabled\":true,\"workspace\""), BOB, READER);
        Await.until(PROMISED, () -> status(alice) == 401 && status(adam) == 401);
        assertThat(server.get(DATA, "X-API-Key", "key-of-alice-01234").status()).isEqualTo(401);
        assertThat(server.get(DATA, "X-API-Key", "key-of-adam-012345").status()).isEqualTo(401);
        assertThat(server.login("username=alice&password=wonder").status()).isEqualTo(401);
        assertThat(server.get(DATA, "X-API-Key", "key-of-bob-0123456").status()).isEqualTo(200);
        users(ALICE, BOB);
        Await.until(PROMISED, () -> status(alice) == 200);
    }

    @Test
    void movingAUserOrChangingThePasswordVoidsTokens() throws Exception {
        String alice = "Bearer " + server.token("alice", "wonder");
        users(ALICE.replace("team-a", "elsewhere"));
        Await.until(PROMISED, () -> status(alice) == 401);
        users(ALICE);
        Await.until(PROMISED, () -> status(alice) == 200);
        users(ALICE.replace(WONDER, "another password"));
        Await.until(PROMISED, () -> status(alice) == 401);
        assertThat(server.login("username=alice&password=another%20password").status())
                .isEqualTo(200);
    }

    @Test
    void accessEndsWithItsTime() throws Exception {
        Instant end = clock.instant().plus(Duration.ofHours(1));
        users(ALICE.replace("\"workspace\"", "\"expires_at\":\"" + end + "\",\"workspace\""), BOB);
        Await.until(PROMISED, () -> keyStatus("key-of-rita-012345") == 401);
        String alice = "Bearer " + server.token("alice", "wonder");
        assertThat(status(alice)).isEqualTo(200);
        clock.advance(Duration.ofHours(1));
        assertThat(status(alice)).isEqualTo(401);
        assertThat(server.get(DATA, "X-API-Key", "key-of-alice-01234").status()).isEqualTo(401);
    }

    @Test
    void keysRotateWithoutARefusedRequest() throws Exception {
        String before = "key-of-rita-012345";
        String after = "next-key-of-rita-01";
        String both =
                READER.replace("\"workspace\"", "\"api_keys\":[\"" + after + "\"],\"workspace\"");
        users(both);
        Await.until(PROMISED, () -> keyStatus(after) == 200);
        assertThat(keyStatus(before)).isEqualTo(200);
        users(READER.replace(before, after));
        Await.until(PROMISED, () -> keyStatus(before) == 401);
        assertThat(keyStatus(after)).isEqualTo(200);
    }

    @Test
    void aBrokenOrVanishedFileLeavesTheUsersInForce() throws Exception {
        Files.writeString(file, "{\"users\":[");
        Await.stays(PROMISED, () -> keyStatus("key-of-alice-01234") == 200);
        Files.delete(file);
        Await.stays(
                PROMISED, () -> keyStatus("key-of-alice-01234") == 200 && keyStatus("x") == 401);
    }

    @Test
    void parallelRequestsNeverSeeAnothersWorkspace() throws Exception {
        Map<String, String> keys =
                Map.of(
                        "key-of-alice-01234",
                        "team-a",
                        "key-of-bob-0123456",
                        "team_a",
                        "key-of-adam-012345",
                        "ops");
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            keys.forEach(
                    (key, workspace) ->
                            calls.add(
                                    () ->
                                            workspace
                                                    + "="
                                                    + server.get(DATA, "X-API-Key", key)
                                                            .workspace()));
        }
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (Future<String> seen : threads.invokeAll(calls)) {
                String[] pair = seen.get().split("=");
                assertThat(pair[1]).isEqualTo(pair[0]);
            }
        }
    }

    private int status(String bearer) {
        return call(() -> server.get(DATA, "Authorization", bearer));
    }

    private int keyStatus(String key) {
        return call(() -> server.get(DATA, "X-API-Key", key));
    }

    private static int call(Callable<AuthServer.Answer> call) {
        try {
            return call.call().status();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                "working_dir", folder.resolve("work").toString(), "users_file", file.toString());
    }

    /** As an editor of taste does it: written beside, then renamed. */
    private void users(String... entries) throws Exception {
        Path draft = folder.resolve("users.json.tmp");
        Files.writeString(draft, "{\"users\":[" + String.join(",", entries) + "]}");
        Files.move(
                draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
