package lightrag.engine.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.Entity;
import lightrag.engine.extract.ExtractedEntity;
import lightrag.engine.options.EngineOptions;
import lightrag.engine.options.MergeOptions;
import org.junit.jupiter.api.Test;

/** Single rules of section 5. */
class MergeRulesTest {

    private static final MergeOptions OPTIONS = EngineOptions.of(Map.of()).merge();

    private static ExtractedEntity says(String type, String text, long time) {
        return new ExtractedEntity("A", type, text, "c1", "f", time);
    }

    private static EntityMerge merge(Optional<Entity> stored, ExtractedEntity... records) {
        return EntityMerge.of("A", List.of(records), stored, List.of(), OPTIONS, 1);
    }

    private static Optional<Entity> stored(String type, String description) {
        return Optional.of(
                new Entity(
                        "A", type, description, List.of("c0"), List.of("f0"), 1, Optional.empty()));
    }

    @Test
    void check21_newTypesVoteBeforeTheStoredOne() {
        assertThat(merge(stored("event", "x"), says("person", "y", 1)).draft().orElseThrow().type())
                .isEqualTo("person");
        assertThat(
                        merge(stored("event", "x"), says("person", "y", 1), says("event", "z", 1))
                                .draft()
                                .orElseThrow()
                                .type())
                .isEqualTo("event");
        assertThat(
                        merge(stored(" , event", "x"), says("event", "y", 1))
                                .draft()
                                .orElseThrow()
                                .type())
                .isEqualTo("event");
    }

    @Test
    void fragmentsAreOrderedByTimeThenLengthAfterWhatIsStored() {
        EntityMerge merged =
                merge(
                        stored("t", "old one<SEP>old two"),
                        says("t", "late", 9),
                        says("t", "short", 1),
                        says("t", "much longer", 1),
                        says("t", "old two", 1));
        assertThat(merged.fragments())
                .containsExactly("old one", "old two", "much longer", "short", "late");
    }

    @Test
    void aRebuildNamesItsCutInNumbers() {
        MergeOptions two =
                EngineOptions.of(Map.of("max.source.ids.per.entity", "2", "max.file.paths", "1"))
                        .merge();
        SourceList sources = SourceList.of(List.of("a", "b", "c"), List.of(), 2, two);
        assertThat(sources.rebuiltTruncate(two)).isEqualTo("KEEP 2/3");
        assertThat(FilePaths.rebuilt(List.of("x", "y"), two))
                .containsExactly("x", "...truncated...(KEEP 1/2)");
    }
}
