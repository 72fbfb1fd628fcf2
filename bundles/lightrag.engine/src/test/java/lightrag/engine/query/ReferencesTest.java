package lightrag.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lightrag.api.QueryData.Reference;
import org.junit.jupiter.api.Test;

/** Rule QY-60. */
class ReferencesTest {

    @Test
    void mostCitedFirstThenFirstSeenAndUnknownSourcesWithoutNumber() {
        List<ChunkText> chunks =
                List.of(
                        chunk("a"),
                        chunk("b"),
                        chunk("unknown_source"),
                        chunk("b"),
                        chunk("c"),
                        chunk(""));

        References references = References.of(chunks);

        assertThat(references.list())
                .containsExactly(
                        new Reference("1", "b"), new Reference("2", "a"), new Reference("3", "c"));
        assertThat(chunks.stream().map(references::idOf))
                .containsExactly("2", "1", "", "1", "3", "");
    }

    private static ChunkText chunk(String path) {
        return ChunkText.of("id", "text", path, "");
    }
}
