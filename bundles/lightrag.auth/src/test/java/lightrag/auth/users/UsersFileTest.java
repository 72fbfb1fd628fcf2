package lightrag.auth.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lightrag.tenant.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersFileTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String KEY = "sk-client-a-key-123";

    @TempDir Path folder;

    @Test
    void readsThePlansExample() {
        UsersFile file =
                entry(
                        """
                        {"username": "client_a", "password": "plain", "api_key": "%s",
                         "workspace": "tenant_a"}
                        """
                                .formatted(KEY));
        assertThat(file.usable()).isTrue();
        assertThat(file.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                            assertThat(finding.entry()).isEqualTo("users[0] (client_a)");
                            assertThat(finding.field()).isEqualTo("password");
                            assertThat(finding.message()).contains("lightrag hash-password");
                        });
        User user = file.directory().byKey(KEY, NOW).orElseThrow();
        assertThat(user.username()).isEqualTo("client_a");
        assertThat(user.workspace().value()).isEqualTo("tenant_a");
        assertThat(user.role()).isEqualTo(Role.USER);
    }

    @Test
    void keysRotateWithoutAGap() {
        String next = KeyDigest.of("the-next-key-of-alice").written();
        UsersFile file =
                entry(
                        """
                        {"username": "alice", "api_key": "%s", "api_keys": ["%s", "third-key-0123456"],
                         "workspace": "a", "role": "admin"}
                        """
                                .formatted(KEY, next));
        assertThat(file.findings()).isEmpty();
        UserDirectory users = file.directory();
        assertThat(users.byKey(KEY, NOW)).isPresent();
        assertThat(users.byKey("the-next-key-of-alice", NOW)).isPresent();
        assertThat(users.byKey("third-key-0123456", NOW)).isPresent();
        assertThat(users.byKey(next, NOW)).as("a digest is no key").isEmpty();
        assertThat(users.byKey("", NOW)).isEmpty();
    }

    @Test
    void disabledAndExpiredUsersHaveNoAccess() {
        UsersFile file =
                UsersFile.parse(
                        """
                        {"users": [
                          {"username": "off", "api_key": "key-of-off-0123456", "workspace": "a", "disabled": true},
                          {"username": "day", "api_key": "key-of-day-0123456", "workspace": "a", "expires_at": "2026-11-24"},
                          {"username": "old", "api_key": "key-of-old-0123456", "workspace": "a",
                           "expires_at": "2026-11-24T13:00:00+01:00"}]}
                        """
                                .getBytes(StandardCharsets.UTF_8),
                        NOW);
        assertThat(file.usable()).isTrue();
        UserDirectory users = file.directory();
        assertThat(users.byKey("key-of-off-0123456", NOW)).isEmpty();
        assertThat(users.byName("off", NOW)).isEmpty();
        assertThat(users.byKey("key-of-day-0123456", NOW)).isPresent();
        assertThat(users.byKey("key-of-day-0123456", Instant.parse("2026-11-25T00:00:00Z")))
                .isEmpty();
        assertThat(users.byKey("key-of-old-0123456", NOW)).isEmpty();
        assertThat(users.byKey("key-of-old-0123456", NOW.minusMillis(1))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    {"workspace":"a"}                                            | username
                    {"username":"","workspace":"a"}                              | username
                    {"username":" a","workspace":"a"}                            | username
                    {"username":"a\\u0007","workspace":"a"}                      | username
                    {"username":"system","workspace":"a"}                        | username
                    {"username":7,"workspace":"a"}                               | username
                    {"username":"a"}                                             | workspace
                    {"username":"a","workspace":""}                              | workspace
                    {"username":"a","workspace":"../x"}                          | workspace
                    {"username":"a","workspace":".hidden"}                       | workspace
                    {"username":"a","workspace":"a b"}                           | workspace
                    {"username":"a","workspace":"a","role":"root"}               | role
                    {"username":"a","workspace":"a","role":"ADMIN"}              | role
                    {"username":"a","workspace":"a","disabled":"no"}             | disabled
                    {"username":"a","workspace":"a","expires_at":"soon"}         | expires_at
                    {"username":"a","workspace":"a","expires_at":"2026-11-24T10"}| expires_at
                    {"username":"a","workspace":"a","password":""}               | password
                    {"username":"a","workspace":"a","password":"$2b$12$x"}       | password
                    {"username":"a","workspace":"a","api_key":""}                | api_key
                    {"username":"a","workspace":"a","api_key":"a key"}           | api_key
                    {"username":"a","workspace":"a","api_key":"sha256:12"}       | api_key
                    {"username":"a","workspace":"a","api_keys":"k"}              | api_keys
                    {"username":"a","workspace":"a","api_keys":["ok-0123456789abc",5]} | api_keys[1]
                    [1]                                                          | -
                    """)
    void eachErrorNamesEntryAndField(String entry, String field) {
        UsersFile file = entry(entry.strip());
        assertThat(file.errors())
                .anySatisfy(
                        error -> {
                            assertThat(error.entry()).startsWith("users[0]");
                            assertThat(error.field()).isEqualTo(field);
                        });
        assertThat(file.usable()).isFalse();
    }

    @Test
    void twoOfOneNameOrKeyAreErrorsThatNameBoth() {
        UsersFile names =
                entry(
                        "{\"username\":\"a\",\"workspace\":\"x\"},{\"username\":\"a\",\"workspace\":\"y\"}");
        assertThat(names.errors())
                .singleElement()
                .satisfies(
                        error -> {
                            assertThat(error.entry()).isEqualTo("users[1] (a)");
                            assertThat(error.message()).contains("users[0] (a)");
                        });
        UsersFile keys =
                entry(
                        """
                        {"username":"a","workspace":"x","api_key":"%s"},
                        {"username":"b","workspace":"x","api_keys":["%s"]}
                        """
                                .formatted(KEY, KeyDigest.of(KEY).written()));
        assertThat(keys.errors())
                .singleElement()
                .satisfies(
                        error -> {
                            assertThat(error.field()).isEqualTo("api_key");
                            assertThat(error.message()).contains("users[0] (a)");
                        });
    }

    @Test
    void severalUsersMayShareAWorkspaceAndSimilarNamesStayApart() {
        UsersFile file =
                entry(
                        """
                        {"username":"a","workspace":"x","api_key":"key-of-a-012345678"},
                        {"username":"b","workspace":"x","api_key":"key-of-b-012345678"},
                        {"username":"c","workspace":"a-b","api_key":"key-of-c-012345678"},
                        {"username":"d","workspace":"a_b","api_key":"key-of-d-012345678"}
                        """);
        assertThat(file.findings()).isEmpty();
        assertThat(file.users().get(2).workspace()).isNotEqualTo(file.users().get(3).workspace());
    }

    @Test
    void warnsOfUnknownFieldsAndUselessEntries() {
        UsersFile file =
                UsersFile.parse(
                        "{\"version\":1,\"users\":[{\"username\":\"a\",\"workspace\":\"x\",\"apikey\":\"k\"}]}"
                                .getBytes(StandardCharsets.UTF_8),
                        NOW);
        assertThat(file.usable()).isTrue();
        assertThat(file.findings()).extracting(Finding::field).contains("version", "apikey");
        assertThat(file.findings()).anyMatch(f -> f.message().contains("neither key nor password"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nope",
                "[]",
                "{}",
                "{\"users\":{}}",
                "{\"users\":[]} x",
                "{\"users\":[],\"users\":[]}",
                "{\"users\":[{\"api_key\":\"SECRET-KEY\",}]}"
            })
    void brokenFilesAreErrorsThatShowNoSecret(String text) {
        UsersFile file = UsersFile.parse(text.getBytes(StandardCharsets.UTF_8), NOW);
        assertThat(file.usable()).isFalse();
        assertThat(file.findings().toString()).doesNotContain("SECRET-KEY");
    }

    @Test
    void findingsNeverShowSecrets() {
        UsersFile file =
                entry(
                        """
                        {"username":"a","workspace":"x","api_key":"SECRET KEY","password":"$2b$SECRET"},
                        {"username":"b","workspace":"x","api_key":"short","api_keys":["SECRET\\u0000"]},
                        {"username":"c","workspace":"x","password":"SECRET-plain"}
                        """);
        assertThat(file.findings()).isNotEmpty();
        assertThat(file.findings().toString()).doesNotContain("SECRET").doesNotContain("short\"");
    }

    @Test
    void warnsOfAFileThatEverybodyCanRead() throws IOException {
        Path file = folder.resolve("users.json");
        Files.writeString(file, "{\"users\":[]}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(UsersFile.read(file, NOW).findings())
                .anyMatch(finding -> finding.message().contains("0600"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(UsersFile.read(file, NOW).findings())
                .noneMatch(finding -> finding.message().contains("0600"));
    }

    @Test
    void theToolTellsByItsExitCode() throws IOException {
        Path file = folder.resolve("users.json");
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(UsersTool.check(file, out)).isEqualTo(2);
        Files.writeString(file, "{\"users\":[{\"username\":\"eve\"}]}");
        assertThat(UsersTool.check(file, out)).isEqualTo(1);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("users[0] (eve) workspace: is missing");
        Files.writeString(
                file,
                "{\"users\":[{\"username\":\"eve\",\"workspace\":\"e\",\"api_key\":\"%s\"}]}"
                        .formatted(KEY));
        assertThat(UsersTool.check(file, out)).isZero();
    }

    @Test
    void theToolMakesKeysAndHashesThatTheFileTakes() {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(UsersTool.newKey(out)).isZero();
        String[] lines = bytes.toString(StandardCharsets.UTF_8).split("\\R");
        String key = lines[0].substring(lines[0].lastIndexOf(' ') + 1);
        String digest = lines[1].substring(lines[1].lastIndexOf(' ') + 1);
        String id = lines[2].substring(lines[2].lastIndexOf(' ') + 1);
        String withId = lines[3].substring(lines[3].indexOf('{'));
        bytes.reset();
        assertThat(UsersTool.hashPassword("wonder", Optional.empty(), out)).isZero();
        String hash = bytes.toString(StandardCharsets.UTF_8).strip();
        UsersFile file =
                entry(
                        "{\"username\":\"a\",\"workspace\":\"x\",\"api_key\":\"%s\",\"password\":\"%s\"}"
                                .formatted(digest, hash));
        assertThat(file.findings()).isEmpty();
        assertThat(file.directory().byKey(key, NOW)).isPresent();
        assertThat(file.users().getFirst().password().orElseThrow().matches("wonder")).isTrue();
        assertThat(UsersTool.hashPassword("", Optional.empty(), out)).isEqualTo(1);
        UsersFile withIds =
                entry("{\"username\":\"a\",\"workspace\":\"x\",\"api_keys\":[" + withId + "]}");
        assertThat(withIds.findings()).isEmpty();
        assertThat(withIds.directory().byKey(key, NOW)).isPresent();
        assertThat(withIds.directory().byKeyId(id, NOW)).isPresent();
        assertThat(withIds.directory().byKey(id, NOW)).as("an id is no key").isEmpty();
    }

    @Test
    void idsOfKeysAreLongAndNoWorkspaceLooksLikeOne() {
        assertThat(
                        errors(
                                "\"api_keys\":[{\"key\":\""
                                        + KEY
                                        + "\",\"id\":\"lri_short\"}],\"workspace\":\"x\""))
                .anyMatch(error -> error.contains("api_keys[0].id") && error.contains("new-key"));
        assertThat(errors("\"api_keys\":[{\"key\":\"" + KEY + "\"}],\"workspace\":\"x\""))
                .anyMatch(error -> error.contains("key and id"));
        assertThat(errors("\"api_key\":\"" + KEY + "\",\"workspace\":\"lri_x\""))
                .anyMatch(error -> error.contains("must not begin"));
    }

    private static List<String> errors(String fields) {
        return entry("{\"username\":\"a\"," + fields + "}").errors().stream()
                .map(Finding::toString)
                .toList();
    }

    private static UsersFile entry(String entries) {
        return UsersFile.parse(
                ("{\"users\": [" + entries + "]}").getBytes(StandardCharsets.UTF_8), NOW);
    }
}
