package lightrag.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import lightrag.spi.storage.VectorMatch;
import lightrag.spi.storage.VectorQuery;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.VectorStorage;
import org.junit.jupiter.api.Test;

/** Rules QY-40 to QY-43. */
class ChunkPickerTest {

    private static final Optional<float[]> EAST = Optional.of(new float[] {1, 0});

    @Test
    void weightSharesFallAndUnusedOnesGoToTheFirst() {
        ChunkPicker picker = new ChunkPicker(new Known(Map.of()), ChunkPicker.Method.WEIGHT, 5);

        assertThat(
                        picker.forEntities(
                                List.of(letters("ab"), letters("hijklmnop"), letters("q")), EAST))
                .isEqualTo(letters("abhijqklm"));
    }

    @Test
    void oneElementGivesItsFirstFive() {
        ChunkPicker picker = new ChunkPicker(new Known(Map.of()), ChunkPicker.Method.WEIGHT, 5);

        assertThat(picker.forEntities(List.of(letters("abcdefg")), EAST))
                .isEqualTo(letters("abcde"));
    }

    @Test
    void chunksNamedByManyComeFirstWithinTheirOwner() {
        ChunkPicker picker = new ChunkPicker(new Known(Map.of()), ChunkPicker.Method.WEIGHT, 5);

        assertThat(picker.forEntities(List.of(letters("ab"), letters("bc")), EAST))
                .isEqualTo(letters("bac"));
    }

    @Test
    void similarityTakesFiveHalvesAnElement() {
        Known known =
                new Known(
                        Map.of(
                                "a",
                                new float[] {0, 1},
                                "b",
                                new float[] {1, 0},
                                "c",
                                new float[] {1, 1},
                                "d",
                                new float[] {-1, 0}));
        ChunkPicker picker = new ChunkPicker(known, ChunkPicker.Method.VECTOR, 5);

        assertThat(picker.forEntities(List.of(letters("abcd")), EAST)).isEqualTo(letters("bc"));
    }

    @Test
    void aMissingVectorFallsBackToWeight() {
        ChunkPicker picker =
                new ChunkPicker(
                        new Known(Map.of("b", new float[] {1, 0})), ChunkPicker.Method.VECTOR, 5);

        assertThat(picker.forEntities(List.of(letters("ab")), EAST)).isEqualTo(letters("ab"));
    }

    @Test
    void relationsLeftWithoutChunksDoNotCount() {
        Known known =
                new Known(
                        Map.of(
                                "a",
                                new float[] {1, 0},
                                "b",
                                new float[] {1, 0},
                                "c",
                                new float[] {0, 1},
                                "d",
                                new float[] {0, 1}));
        ChunkPicker picker = new ChunkPicker(known, ChunkPicker.Method.VECTOR, 5);

        assertThat(
                        picker.forRelations(
                                List.of(letters("ab"), letters("ac"), letters("d")),
                                Set.of("a"),
                                EAST))
                .as("all three still have one of their own: seven are asked for")
                .hasSize(3);
        assertThat(
                        picker.forRelations(
                                List.of(letters("ab"), letters("a")), Set.of("a", "b"), EAST))
                .isEmpty();
    }

    private static List<String> letters(String text) {
        return List.of(text.split(""));
    }

    /** Vectors by id; nothing else is asked of it. */
    private record Known(Map<String, float[]> vectors) implements VectorStorage {
        @Override
        public Map<String, float[]> embeddings(Collection<String> ids) {
            Map<String, float[]> found = new HashMap<>(vectors);
            found.keySet().retainAll(Set.copyOf(ids));
            return found;
        }

        @Override
        public List<VectorMatch> search(VectorQuery query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, VectorRow> rows(Collection<String> ids) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forEach(Predicate<VectorRow> visitor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            return vectors.size();
        }
    }
}
