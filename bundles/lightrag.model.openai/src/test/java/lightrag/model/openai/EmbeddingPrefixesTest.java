package lightrag.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import lightrag.api.InvalidInputException;
import lightrag.spi.model.EmbeddingModel.Purpose;
import org.junit.jupiter.api.Test;

class EmbeddingPrefixesTest {

    private static final String ON = "embedding.asymmetric";
    private static final String QUERY = "embedding.query.prefix";
    private static final String DOCUMENT = "embedding.document.prefix";

    @Test
    void areIgnoredUnlessAsymmetric() {
        assertThat(of(Map.of(QUERY, "q: ", DOCUMENT, "d: "))).isEqualTo(EmbeddingPrefixes.NONE);
    }

    @Test
    void standBeforeEachText() {
        EmbeddingPrefixes prefixes = of(Map.of(ON, "true", QUERY, "q: ", DOCUMENT, "NO_PREFIX"));
        assertThat(prefixes.apply(List.of("a", "b"), Purpose.QUERY))
                .containsExactly("q: a", "q: b");
        assertThat(prefixes.apply(List.of("a"), Purpose.DOCUMENT)).containsExactly("a");
    }

    @Test
    void mustBothBeSaidAndOneBeThere() {
        assertThatThrownBy(() -> of(Map.of(ON, "1", QUERY, "q: ")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("EMBEDDING_DOCUMENT_PREFIX");
        assertThatThrownBy(() -> of(Map.of(ON, "1", QUERY, "NO_PREFIX", DOCUMENT, "NO_PREFIX")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("EMBEDDING_QUERY_PREFIX");
    }

    private static EmbeddingPrefixes of(Map<String, String> properties) {
        return EmbeddingPrefixes.of(new Options(properties));
    }
}
