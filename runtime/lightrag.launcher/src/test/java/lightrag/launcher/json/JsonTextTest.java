package lightrag.launcher.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void readsEveryKindOfValue() {
        assertThat(JsonText.readObject("{\"a\": [1, true, \"x\\u00e9\\n\"], \"b\": {\"c\": null}}"))
                .isEqualTo(
                        Map.of("a", List.of(1, true, "xé\n"), "b", Map.of("c", JsonText.ABSENT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"a\": }", "nothing", "{\"a\": [1,}"})
    void refusesWhatIsNoObject(String text) {
        assertThatThrownBy(() -> JsonText.readObject(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "say \"hi\"",
                "back\\slash",
                "line\nbreak\tand \u0001",
                "Grüße 東京 \uD83D\uDE00"
            })
    void quotedTextReadsBackAsItself(String text) {
        assertThat(JsonText.readObject("{\"t\": " + JsonText.quote(text) + "}"))
                .isEqualTo(Map.of("t", text));
    }
}
