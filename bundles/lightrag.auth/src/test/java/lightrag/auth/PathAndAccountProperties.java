package lightrag.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class PathAndAccountProperties {

    /** Whatever comes: no throw, and what is accepted has one reading. */
    @Property(tries = 1000)
    void acceptedPathsHaveOneReading(@ForAll("uris") String uri) {
        RequestPath.of(uri, "/site")
                .ifPresent(
                        path -> {
                            assertThat(path.decoded()).startsWith("/");
                            assertThat(path.decoded().split("/", -1)).doesNotContain("..", ".");
                            assertThat(path.decoded()).doesNotContain("\\", ";", "\r", "\n", "\0");
                            assertThat(path.encoded().chars().filter(c -> c == '/').count())
                                    .isEqualTo(
                                            path.decoded().chars().filter(c -> c == '/').count());
                        });
    }

    @Property(tries = 300)
    void accountsComeBackAsWritten(
            @ForAll @Size(min = 1, max = 6)
                    Map<
                                    @AlphaChars @StringLength(min = 1, max = 10) String,
                                    @AlphaChars @StringLength(min = 1, max = 10) String>
                            written) {
        Map<String, String> accounts = new LinkedHashMap<>(written);
        String text =
                accounts.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .collect(Collectors.joining(","));
        Accounts read = Accounts.parse(text);
        assertThat(read.passwords().keySet()).isEqualTo(accounts.keySet());
        accounts.forEach(
                (name, password) ->
                        assertThat(read.password(name).orElseThrow().matches(password)).isTrue());
    }

    @Property(tries = 300)
    void anyListIsAWhitelist(@ForAll String list, @ForAll("uris") String path) {
        boolean open = Whitelist.parse(list).opens(path);
        assertThat(Whitelist.parse(list + ",/*").opens("/" + path)).isTrue();
        assertThat(open && list.isBlank()).isFalse();
    }

    @Provide
    Arbitrary<String> uris() {
        List<String> pieces =
                List.of(
                        "/", "t", "/t/", "a", "..", ".", "%2e", "%2E", "%2f", "%5C", "%25", "%0a",
                        ";", "\\", "site", "/site", "query", "%41", "%", "+", " ", "ä", "%c3%a4");
        return Arbitraries.of(pieces).list().ofMaxSize(8).map(list -> "/" + String.join("", list));
    }
}
