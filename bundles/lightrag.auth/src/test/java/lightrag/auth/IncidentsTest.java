package lightrag.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import lightrag.auth.token.TokenSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong elsewhere, and must not here. */
class IncidentsTest {

    private static final String DATA = "/documents/status_counts";
    private static final String REFERENCE_DEFAULT = "lightrag-jwt-default-secret-key!";

    @TempDir Path folder;

    /** CVE-2026-30762: anybody could sign with the secret in the sources. */
    @Test
    void thePublishedSecretSignsNothingHere() throws Exception {
        Map<String, Object> settings = settings("_auth_accounts", "alice:wonder");
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings)) {
            String[] parts = Tokens.user(AuthServer.SECRET, "alice").split("\\.");
            String forged = hs256(parts[0] + "." + parts[1], REFERENCE_DEFAULT);
            assertThat(server.get(DATA, "Authorization", "Bearer " + forged).status())
                    .isEqualTo(401);
            assertThat(Files.exists(folder.resolve(TokenSecret.FILE_NAME))).isTrue();
        }
        settings.put("_token_secret", REFERENCE_DEFAULT);
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings)) {
            assertThat(server.get(DATA).status()).isEqualTo(503);
            assertThat(server.get("/health").status()).isEqualTo(503);
        }
    }

    /** CVE-2026-39413: a token that names its own algorithm, or none. */
    @Test
    void unsignedTokensOpenNothing() throws Exception {
        Map<String, Object> settings = settings("_auth_accounts", "alice:wonder");
        settings.put("_token_secret", AuthServer.SECRET);
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings)) {
            String payload = Tokens.user(AuthServer.SECRET, "alice").split("\\.")[1];
            for (String alg : new String[] {"none", "NONE", "HS512", "RS256"}) {
                String header =
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        ("{\"alg\":\"" + alg + "\"}")
                                                .getBytes(StandardCharsets.UTF_8));
                for (String signature : new String[] {"", "AAAA"}) {
                    String token = header + "." + payload + "." + signature;
                    assertThat(server.get(DATA, "Authorization", "Bearer " + token).status())
                            .isEqualTo(401);
                }
            }
        }
    }

    /** GHSA-f4vv-55c2-5789: a guest token, which anybody gets, in place of the key. */
    @Test
    void aGuestTokenIsNoKey() throws Exception {
        try (AuthServer server =
                new AuthServer(Clock.systemUTC(), settings("_lightrag_api_key", "k3y"))) {
            String guest = server.get("/auth-status").body().path("access_token").asString();
            assertThat(server.get(DATA, "Authorization", "Bearer " + guest).status())
                    .isEqualTo(403);
            assertThat(server.get(DATA, "X-API-Key", guest).status()).isEqualTo(403);
            var loggedIn = server.login("username=a&password=b").body().path("access_token");
            assertThat(server.get(DATA, "Authorization", "Bearer " + loggedIn.asString()).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void guestTokensOfTheOpenTimeAreWorthlessOnceThereAreUsers() throws Exception {
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings())) {
            String guest =
                    "Bearer " + server.get("/auth-status").body().path("access_token").asString();
            assertThat(server.get(DATA, "Authorization", guest).status()).isEqualTo(200);
            Files.writeString(
                    folder.resolve("users.json"),
                    "{\"users\":[{\"username\":\"a\",\"workspace\":\"default\",\"api_key\":\"key-of-a-0123456789\"}]}");
            Await.until(
                    Duration.ofSeconds(2),
                    () -> {
                        try {
                            return server.get(DATA, "Authorization", guest).status() == 401;
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    });
            assertThat(server.get(DATA).status()).isEqualTo(401);
        }
    }

    @Test
    void usersBesideAKeyOrAccountsAreRefusedAtStart() throws Exception {
        Files.writeString(folder.resolve("users.json"), "{\"users\":[]}");
        for (String setting : new String[] {"_lightrag_api_key", "_auth_accounts"}) {
            try (AuthServer server =
                    new AuthServer(Clock.systemUTC(), settings(setting, "alice:wonder"))) {
                var answer = server.get(DATA, "X-API-Key", "alice:wonder");
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.detail()).isNotEmpty();
            }
        }
    }

    @Test
    void aBrokenUsersFileAtStartOpensNothing() throws Exception {
        Files.writeString(folder.resolve("users.json"), "{\"users\":[{}]}");
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings())) {
            assertThat(server.get(DATA).status()).isEqualTo(503);
            assertThat(server.get("/health").status()).isEqualTo(503);
            assertThat(server.login("username=a&password=b").status()).isEqualTo(503);
        }
    }

    @Test
    void aRequiredUsersFileThatIsMissingOpensNothing() throws Exception {
        try (AuthServer server =
                new AuthServer(Clock.systemUTC(), settings("users_required", true))) {
            assertThat(server.get(DATA).status()).isEqualTo(503);
        }
    }

    @Test
    void aBadChangeOfSettingsLeavesThoseBefore() throws Exception {
        try (AuthServer server =
                new AuthServer(Clock.systemUTC(), settings("_lightrag_api_key", "k3y"))) {
            server.reconfigure(settings("jwt_algorithm", "none"));
            assertThat(server.get(DATA).status()).isEqualTo(403);
            assertThat(server.get(DATA, "X-API-Key", "k3y").status()).isEqualTo(200);
            server.reconfigure(settings("_lightrag_api_key", "other"));
            assertThat(server.get(DATA, "X-API-Key", "k3y").status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /webui/../documents/status_counts",
                "GET /webui/%2e%2e/documents/status_counts",
                "GET /static/..;/documents/status_counts",
                "GET /static/..%2fdocuments/status_counts",
                "GET /health/../documents/status_counts",
                "GET /t/default/../documents/status_counts",
                "GET /t/..%2fx/documents/status_counts",
                "GET /health%00/documents",
                "GET //documents/status_counts",
                "GET /documents/status_counts;/health"
            })
    void noSpellingOfAPathOpensData(String line) throws Exception {
        try (AuthServer server =
                new AuthServer(Clock.systemUTC(), settings("_lightrag_api_key", "k3y"))) {
            assertThat(raw(server, line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .as(line)
                    .isIn(400, 401, 403, 404);
        }
    }

    /** LR#2713: names that reach a store unchecked; and two names that become one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/b",
                ".hidden",
                "other space",
                "a`) DETACH DELETE n //",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void workspaceNamesAreRefusedNotRewritten(String name) throws Exception {
        try (AuthServer server = new AuthServer(Clock.systemUTC(), settings())) {
            var answer = server.get(DATA, "LIGHTRAG-WORKSPACE", name);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().propertyNames()).containsExactly("detail");
        }
    }

    @Test
    void controlCharactersAndDoubledHeadersAreRefused() throws Exception {
        try (AuthServer server =
                new AuthServer(Clock.systemUTC(), settings("_lightrag_api_key", "k3y"))) {
            String request = "GET " + DATA + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
            assertThat(raw(server, request + "X-API-Key: k3y\r\n\r\n")).isEqualTo(200);
            assertThat(raw(server, request + "X-API-Key: k3y\r\nX-API-Key: wrong\r\n\r\n"))
                    .isEqualTo(400);
            assertThat(
                            raw(
                                    server,
                                    request
                                            + "X-API-Key: k3y\r\nLIGHTRAG-WORKSPACE: default\r\n"
                                            + "LIGHTRAG-WORKSPACE: other\r\n\r\n"))
                    .isEqualTo(400);
            for (String control : new String[] {"\u0000", "\u0001", "\u000b", "\u007f", "\r"}) {
                assertThat(
                                raw(
                                        server,
                                        request
                                                + "X-API-Key: k3y\r\nLIGHTRAG-WORKSPACE: def"
                                                + control
                                                + "ault\r\n\r\n"))
                        .isEqualTo(400);
            }
        }
    }

    /** A refusal must not cost the client its next request on the same connection. */
    @Test
    void refusedBodiesLeaveTheConnectionUsableOrEndItOpenly() throws Exception {
        try (AuthServer server =
                new AuthServer(Clock.systemUTC(), settings("_lightrag_api_key", "k3y"))) {
            for (int i = 0; i < 50; i++) {
                assertThat(server.send("POST", "/query", "x".repeat(i * 40)).status())
                        .isEqualTo(403);
                assertThat(
                                server.send(
                                                "POST",
                                                "/login",
                                                "{}",
                                                "Content-Type",
                                                "application/json")
                                        .status())
                        .isEqualTo(422);
            }
            String large = "POST /query HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{";
            assertThat(raw(server, large)).as("without waiting for the rest").isEqualTo(403);
        }
    }

    private static int raw(AuthServer server, String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    private static String hs256(String signed, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return signed
                + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private Map<String, Object> settings(Object... pairs) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("working_dir", folder.toString());
        settings.put("users_file", folder.resolve("users.json").toString());
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return settings;
    }
}
