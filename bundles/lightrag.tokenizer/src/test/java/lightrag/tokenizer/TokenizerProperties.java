package lightrag.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import lightrag.spi.text.Tokenizer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TokenizerProperties {

    private final Tokenizer tokenizer = new JtokkitTokenizerProvider().tokenizer("cl100k_base");

    @Property(tries = 300)
    void encodingLosesNothing(@ForAll("texts") String text) {
        int[] ids = tokenizer.encode(text);
        assertThat(tokenizer.count(text)).isEqualTo(ids.length);
        assertThat(tokenizer.decode(ids, 0, ids.length)).isEqualTo(text);
    }

    @Property(tries = 300)
    void validUtf8IsDecodedAsJavaDoes(@ForAll("texts") String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.decode(bytes)).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.integers()
                .between(1, 0x10FFFF)
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .list()
                .ofMaxSize(60)
                .map(
                        points -> {
                            StringBuilder text = new StringBuilder();
                            points.forEach(text::appendCodePoint);
                            return text.toString();
                        });
    }
}
