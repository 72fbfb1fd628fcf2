package lightrag.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DotEnvProperties {

    @Property(tries = 500)
    void whatIsQuotedComesBack(@ForAll("values") Map<String, String> values) {
        StringBuilder file = new StringBuilder();
        values.forEach(
                (name, value) ->
                        file.append(name).append("='").append(escaped(value)).append("'\n"));
        DotEnv env = DotEnv.parse(file.toString(), name -> Optional.empty());
        assertThat(env.findings()).isEmpty();
        assertThat(env.values()).isEqualTo(values);
    }

    @Property(tries = 500)
    void noTextMakesItFail(@ForAll String text) {
        DotEnv env = DotEnv.parse(text, name -> Optional.empty());
        assertThat(env.values().keySet()).allMatch(name -> name.matches("[A-Za-z0-9_.-]+"));
    }

    @Provide
    Arbitrary<Map<String, String>> values() {
        return Arbitraries.maps(
                        Arbitraries.strings().withCharRange('A', 'Z').ofMinLength(1).ofMaxLength(6),
                        // Line ends are made uniform; a dollar sign may start a reference.
                        Arbitraries.strings().excludeChars('\r', '$'))
                .ofMaxSize(6);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("'", "\\'");
    }
}
