package lightrag.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import lightrag.api.DeniedException;
import lightrag.api.InvalidInputException;
import lightrag.api.WorkspaceId;
import lightrag.tenant.Role;
import lightrag.tenant.Tenant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

    @ParameterizedTest
    @CsvSource({
        "'/health,/api/*', /health, true",
        "'/health,/api/*', /health/x, false",
        "'/health,/api/*', /api, true",
        "'/health,/api/*', /api/chat, true",
        "'/health,/api/*', /apix, false",
        "'/health,/api/*', /API/chat, false",
        "' /health , ', /health, true",
        "'/*', /query, true",
        "'/*', /, true",
        "'', /health, false",
        "'', '', false"
    })
    void whitelistsMatchOnSegments(String list, String path, boolean open) {
        assertThat(Whitelist.parse(list).opens(path)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /documents/status_counts, READER",
        "HEAD, /graphs, READER",
        "POST, /query, READER",
        "POST, /query/stream, READER",
        "POST, /query/data, READER",
        "POST, /documents/paginated, READER",
        "POST, /api/chat, READER",
        "POST, /api/generate, READER",
        "POST, /query/other, USER",
        "POST, /documents/text, USER",
        "DELETE, /documents, USER",
        "PUT, /query, USER",
        "PATCH, /graphs, USER",
        "QUERY, /query, USER",
        "GET, /admin, ADMIN",
        "GET, /admin/workspaces, ADMIN",
        "POST, /admin/x, ADMIN",
        "GET, /administrator, READER"
    })
    void rolesByMethodAndPath(String method, String path, Role needed) {
        assertThat(RolePolicy.needed(method, RequestPath.of(path, "").orElseThrow()))
                .isEqualTo(needed);
    }

    @ParameterizedTest
    @CsvSource({
        "/query, '', /query, ",
        "/t/team-a/query, '', /query, team-a",
        "/t/team-a, '', /, team-a",
        "/t/team-a/, '', /, team-a",
        "/t/a/t/b/x, '', /t/b/x, a",
        "/t/, '', /, ''",
        "/team/x, '', /team/x, ",
        "/site/t/a/query, /site, /query, a",
        "/site/query, /site, /query, ",
        "/site, /site, /, ",
        "/sites/query, /site, /sites/query, ",
        "/query, /site, /query, ",
        "/graph/a%20b+c, '', /graph/a b+c, "
    })
    void pathsLoseTheirPrefixes(String uri, String prefix, String path, String workspace) {
        RequestPath read = RequestPath.of(uri, prefix).orElseThrow();
        assertThat(read.decoded()).isEqualTo(path);
        assertThat(read.workspace()).isEqualTo(Optional.ofNullable(workspace));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query",
                "",
                "/a/../query",
                "/a/..",
                "/./query",
                "/webui/%2e%2e/query",
                "/webui/%2E./query",
                "/webui/.%2e",
                "/webui/..;/query",
                "/health;x=y",
                "/health%3bx",
                "/a%2fb",
                "/a%5cb",
                "/a\\b",
                "/a%00",
                "/a%0d%0aX-Evil:1",
                "/a%7f",
                "/a%zz",
                "/a%",
                "/a b"
            })
    void pathsThatCanBeReadInTwoWaysAreRefused(String uri) {
        assertThat(RequestPath.of(uri, "")).isEmpty();
    }

    @Test
    void dotsWithinNamesAreFine() {
        assertThat(RequestPath.of("/webui/app.v1..js", "")).isPresent();
        assertThat(RequestPath.of("/.well-known/x", "")).isPresent();
        assertThat(RequestPath.of("/a/...", "")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "/, true",
        "/docs, true",
        "/openapi.json, true",
        "/login, true",
        "/auth-status, true",
        "/webui/index.html, true",
        "/ui/customization, true",
        "/auth/verify, false",
        "/documents/text, false",
        "/documents, false",
        "/health, false",
        "/api/chat, false",
        "/logins, false",
        "/static, false",
        "//documents, false"
    })
    void fewPathsArePublic(String path, boolean open) {
        assertThat(RequestPath.of(path, "").orElseThrow().isPublic()).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        ",, own",
        "own,, own",
        ",own, own",
        "own,own, own",
        "' own ',, own",
        "'',, own",
    })
    void everybodyMayNameTheirOwnWorkspace(String header, String prefix, String chosen) {
        assertThat(choose(Role.USER, header, prefix)).isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource({"other,", ",other", "own,other", "other,own", "other,other"})
    void onlyAdminsMayNameAnother(String header, String prefix) {
        assertThatThrownBy(() -> choose(Role.USER, header, prefix))
                .isInstanceOf(DeniedException.class);
        assertThatThrownBy(() -> choose(Role.READER, header, prefix))
                .isInstanceOf(DeniedException.class);
    }

    @Test
    void adminsMayButNotTwoAtOnce() {
        assertThat(choose(Role.ADMIN, "other", null)).isEqualTo("other");
        assertThat(choose(Role.ADMIN, null, "other")).isEqualTo("other");
        assertThat(choose(Role.ADMIN, "other", "other")).isEqualTo("other");
        assertThatThrownBy(() -> choose(Role.ADMIN, "own", "other"))
                .isInstanceOf(DeniedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "..", ".a", "-a", "a/b", "a b", "a\u0000", "ä", "%41"})
    void namesAreRefusedNeverRewritten(String name) {
        for (Role role : Role.values()) {
            assertThatThrownBy(() -> choose(role, name, null))
                    .isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> choose(role, null, name))
                    .isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> choose(Role.ADMIN, "x".repeat(65), null))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void accountsAreReadAsTheReferenceDoes() {
        Accounts accounts = Accounts.parse("alice:a:b,bob:two,bob:three");
        assertThat(accounts.passwords()).hasSize(2);
        assertThat(accounts.password("alice").orElseThrow().matches("a:b")).isTrue();
        assertThat(accounts.password("bob").orElseThrow().matches("three")).isTrue();
        assertThat(accounts.password("carol")).isEmpty();
        assertThat(Accounts.parse("a:$2b$ is plain here").password("a").orElseThrow().cheap())
                .isTrue();
        assertThat(Accounts.parse(" ").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "alice:", ":pw", "a:b,", "a:b,,c:d", "a:{bcrypt}pw"})
    void brokenAccountsStopTheStart(String text) {
        assertThatThrownBy(() -> Accounts.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AUTH_ACCOUNTS entry")
                .hasMessageNotContaining("pw");
        assertThatThrownBy(() -> Accounts.parse("x".repeat(257) + ":pw"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String choose(Role role, @Nullable String header, @Nullable String prefix) {
        return WorkspaceChoice.choose(
                        new Tenant(new WorkspaceId("own"), "u", role),
                        Optional.ofNullable(header),
                        Optional.ofNullable(prefix))
                .workspace()
                .value();
    }
}
