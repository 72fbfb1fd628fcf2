package lightrag.engine.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.engine.extract.ExtractedEntity;
import lightrag.engine.extract.ExtractedRelation;
import lightrag.engine.options.EngineOptions;
import lightrag.engine.options.MergeOptions;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What merging keeps whatever the documents say. */
class MergeProperties {

    private static final RelationKey KEY = RelationKey.of("A", "B");

    private static MergeOptions options(int limit, boolean fifo) {
        return EngineOptions.of(
                        Map.of(
                                "max.source.ids.per.entity", String.valueOf(limit),
                                "max.source.ids.per.relation", String.valueOf(limit),
                                "source.ids.limit.method", fifo ? "FIFO" : "KEEP"))
                .merge();
    }

    @Provide
    Arbitrary<List<ExtractedEntity>> entities() {
        return Combinators.combine(
                        Arbitraries.of("person", "event", "data"),
                        Arbitraries.of("one", "two two", "three", "x & y"),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.longs().between(1, 3))
                .as(
                        (type, text, chunk, time) ->
                                new ExtractedEntity(
                                        "A", type, text, "c" + chunk, "f" + chunk % 3, time))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<ExtractedRelation>> relations() {
        return Combinators.combine(
                        Arbitraries.of("k1", "k2,k1", " k3 , ", ""),
                        Arbitraries.of("one", "two", "three"),
                        Arbitraries.integers().between(0, 9))
                .as(
                        (keywords, text, chunk) ->
                                new ExtractedRelation(
                                        "A", "B", keywords, text, "c" + chunk, "f" + chunk % 3, 1))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Optional<Entity> stored(EntityMerge merge) {
        return merge.draft()
                .map(
                        draft ->
                                new Entity(
                                        draft.name(),
                                        draft.type(),
                                        Descriptions.joined(merge.fragments()),
                                        draft.sourceIds(),
                                        draft.filePaths(),
                                        draft.createdAt(),
                                        draft.truncate()));
    }

    @Property(tries = 300)
    void readingADocumentAgainChangesNoDescription(
            @ForAll("entities") List<ExtractedEntity> records) {
        MergeOptions options = options(200, false);
        EntityMerge first = EntityMerge.of("A", records, Optional.empty(), List.of(), options, 1);
        EntityMerge again =
                EntityMerge.of("A", records, stored(first), first.sources(), options, 2);
        assertThat(again.fragments()).isEqualTo(first.fragments());
        assertThat(again.sources()).isEqualTo(first.sources());
        assertThat(new HashSet<>(again.fragments())).hasSameSizeAs(again.fragments());
    }

    @Property(tries = 300)
    void listsKeepTheirLimitAndEverySourceIsTracked(
            @ForAll("entities") List<ExtractedEntity> records,
            @ForAll("entities") List<ExtractedEntity> later,
            @ForAll @IntRange(min = 1, max = 5) int limit,
            @ForAll boolean fifo) {
        MergeOptions options = options(limit, fifo);
        EntityMerge first = EntityMerge.of("A", records, Optional.empty(), List.of(), options, 1);
        EntityMerge second = EntityMerge.of("A", later, stored(first), first.sources(), options, 2);
        List<String> expected = new ArrayList<>();
        records.forEach(entry -> expected.add(entry.chunkId()));
        later.forEach(entry -> expected.add(entry.chunkId()));
        assertThat(second.sources())
                .containsExactlyElementsOf(expected.stream().distinct().toList());
        second.draft()
                .ifPresent(
                        draft -> {
                            assertThat(draft.sourceIds()).hasSizeLessThanOrEqualTo(limit);
                            assertThat(draft.truncate().orElseThrow().isEmpty())
                                    .isEqualTo(draft.sourceIds().size() == second.sources().size());
                            assertThat(second.sources()).containsAll(draft.sourceIds());
                        });
    }

    @Property(tries = 300)
    void aRelationWeighsAtLeastItsSourcesAndGrowsOnlyByNewOnes(
            @ForAll("relations") List<ExtractedRelation> records) {
        MergeOptions options = options(200, false);
        RelationMerge first =
                RelationMerge.of(KEY, records, Optional.empty(), List.of(), options, 1);
        Relation draft = first.draft().orElseThrow();
        assertThat(draft.weight()).isEqualTo((double) records.size());
        RelationMerge again =
                RelationMerge.of(KEY, records, Optional.of(draft), first.sources(), options, 2);
        assertThat(again.draft().orElseThrow().weight()).isEqualTo(draft.weight());
        assertThat(draft.keywords()).doesNotContain(", ", " ");
        assertThat(List.of(draft.keywords().split(","))).isSorted();
    }

    /** Against the rules MG-20, MG-21 and MG-23 written down once more, as plainly as they read. */
    @Property(tries = 300)
    void aMergedEntitySaysWhatItsRecordsSayAndNothingElse(
            @ForAll("entities") List<ExtractedEntity> records,
            @ForAll("entities") List<ExtractedEntity> later) {
        MergeOptions options = options(200, false);
        EntityMerge first = EntityMerge.of("A", records, Optional.empty(), List.of(), options, 1);
        assertThat(first.fragments()).isEqualTo(texts(List.of(), records));
        assertThat(first.draft().orElseThrow().type()).isEqualTo(majority(records, List.of()));
        assertThat(first.draft().orElseThrow().filePaths())
                .isEqualTo(records.stream().map(ExtractedEntity::filePath).distinct().toList());
        EntityMerge second = EntityMerge.of("A", later, stored(first), first.sources(), options, 2);
        assertThat(second.fragments()).isEqualTo(texts(first.fragments(), later));
        assertThat(second.draft().orElseThrow().type())
                .isEqualTo(majority(later, List.of(first.draft().orElseThrow().type())));
    }

    private static List<String> texts(List<String> stored, List<ExtractedEntity> records) {
        Map<String, ExtractedEntity> byText = new LinkedHashMap<>();
        records.forEach(entry -> byText.putIfAbsent(entry.description(), entry));
        List<String> all = new ArrayList<>(stored);
        byText.values().stream()
                .sorted(
                        Comparator.comparingLong(ExtractedEntity::timestamp)
                                .thenComparing(entry -> -entry.description().length()))
                .map(ExtractedEntity::description)
                .filter(text -> !stored.contains(text))
                .forEach(all::add);
        return all;
    }

    private static String majority(List<ExtractedEntity> records, List<String> stored) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        records.forEach(entry -> votes.merge(entry.type(), 1, Integer::sum));
        stored.forEach(type -> votes.merge(type, 1, Integer::sum));
        int most = Collections.max(votes.values());
        return votes.keySet().stream().filter(type -> votes.get(type) == most).findFirst().get();
    }

    @Property(tries = 300)
    void aMergedRelationHasItsRecordsKeywordsAndTexts(
            @ForAll("relations") List<ExtractedRelation> records) {
        Relation draft =
                RelationMerge.of(KEY, records, Optional.empty(), List.of(), options(200, false), 1)
                        .draft()
                        .orElseThrow();
        Set<String> keywords = new TreeSet<>();
        records.forEach(
                entry ->
                        Arrays.stream(entry.keywords().split(","))
                                .map(String::strip)
                                .filter(word -> !word.isEmpty())
                                .forEach(keywords::add));
        assertThat(draft.keywords()).isEqualTo(String.join(",", keywords));
        assertThat(draft.sourceIds())
                .isEqualTo(records.stream().map(ExtractedRelation::chunkId).distinct().toList());
    }
}
