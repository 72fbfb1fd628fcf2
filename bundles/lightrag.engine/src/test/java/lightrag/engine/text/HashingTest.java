package lightrag.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HashingTest {

    @Test
    void aSingleTextIsHashedAsItIs() {
        assertThat(Hashing.id("ent-", "Alice")).isEqualTo("ent-64489c85dc2fe0787b85cd87214b3810");
        assertThat(Hashing.id("doc-", "first.txt"))
                .isEqualTo("doc-70dcac6e135012e3a7da20a1c09cc5a6");
    }

    @Test
    void severalValuesCarryTheirLengths() {
        assertThat(Hashing.arguments("a", "bc")).isEqualTo("c899d7cd06102a9d8c7a6ecdb67d783e");
        assertThat(Hashing.arguments("😀", "x")).isEqualTo(Hashing.md5("1:😀1:x"));
    }

    @Test
    void valuesAreWrittenAsPythonWritesThem() {
        assertThat(Hashing.arguments(true, 7)).isEqualTo(Hashing.md5("4:True1:7"));
        assertThat(Hashing.arguments(Optional.empty(), "")).isEqualTo(Hashing.md5("4:None0:"));
    }

    @Test
    void aBrokenCharacterBecomesAQuestionMark() {
        assertThat(Hashing.md5("a\uD800")).isEqualTo(Hashing.md5("a?"));
    }
}
