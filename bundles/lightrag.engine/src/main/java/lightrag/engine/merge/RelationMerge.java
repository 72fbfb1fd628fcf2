package lightrag.engine.merge;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lightrag.api.CodePoints;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.engine.extract.ExtractedRelation;
import lightrag.engine.graph.GraphSnapshot;
import lightrag.engine.options.MergeOptions;
import lightrag.engine.rows.SourceIds;
import lightrag.engine.text.PythonText;

/**
 * What one document makes of one relation (rules MG-30 to MG-34).
 *
 * @param sources all chunks that speak of it from now on
 * @param draft the relation without its description; empty when a full list leaves it untouched
 * @param fragments of its description
 */
record RelationMerge(
        RelationKey key, List<String> sources, Optional<Relation> draft, List<String> fragments) {

    /**
     * @param tracked all chunks known to speak of the relation, without placeholders
     * @param now seconds since 1970
     */
    static RelationMerge of(
            RelationKey key,
            List<ExtractedRelation> records,
            Optional<Relation> stored,
            List<String> tracked,
            MergeOptions options,
            long now) {
        List<String> added = records.stream().map(ExtractedRelation::chunkId).toList();
        SourceList sources =
                SourceList.of(tracked, added, options.maxSourceIdsPerRelation(), options);
        Set<String> counted = sources.keptAndKnown();
        List<ExtractedRelation> admitted =
                stored.isEmpty()
                        ? records
                        : records.stream()
                                .filter(entry -> sources.admits(entry.chunkId(), counted, options))
                                .toList();
        if (admitted.isEmpty()) {
            return new RelationMerge(key, sources.all(), Optional.empty(), List.of());
        }
        Relation draft =
                new Relation(
                        key.lesser(),
                        key.greater(),
                        weight(admitted, stored, sources.kept()),
                        "",
                        keywords(stored, admitted),
                        sources.kept(),
                        FilePaths.merged(
                                stored.map(Relation::filePaths).orElse(List.of()),
                                admitted.stream().map(ExtractedRelation::filePath).toList(),
                                options),
                        now,
                        Optional.of(sources.truncate(options)));
        List<String> fragments =
                Descriptions.fragments(
                        stored.map(Relation::description).orElse(""),
                        admitted,
                        ExtractedRelation::description,
                        ExtractedRelation::timestamp);
        return new RelationMerge(key, sources.all(), Optional.of(draft), fragments);
    }

    /**
     * Rule MG-31: what is stored and every new statement, but no less than the chunks that say so.
     */
    private static double weight(
            List<ExtractedRelation> records, Optional<Relation> stored, List<String> kept) {
        Set<String> counted =
                stored.<Set<String>>map(relation -> new HashSet<>(relation.sourceIds()))
                        .orElse(Set.of());
        double weight = stored.map(Relation::weight).orElse(0.0);
        for (ExtractedRelation entry : records) {
            weight += counted.contains(entry.chunkId()) ? 0 : ExtractedRelation.WEIGHT;
        }
        return Math.max(weight, evidence(kept));
    }

    /** Distinct chunks that are real ones. */
    static long evidence(Collection<String> sources) {
        return sources.stream()
                .distinct()
                .filter(id -> !id.isEmpty() && !GraphSnapshot.NO_EVIDENCE.contains(id))
                .count();
    }

    /** Rule MG-32: all keywords once, sorted. */
    private static String keywords(Optional<Relation> stored, List<ExtractedRelation> records) {
        Set<String> all = new TreeSet<>(CodePoints::compare);
        stored.ifPresent(
                relation ->
                        addKeywords(all, relation.keywords().replace(SourceIds.SEPARATOR, ",")));
        records.forEach(entry -> addKeywords(all, entry.keywords()));
        return String.join(",", all);
    }

    static void addKeywords(Set<String> all, String keywords) {
        for (String keyword : keywords.split(",")) {
            String clean = PythonText.strip(keyword);
            if (!clean.isEmpty()) {
                all.add(clean);
            }
        }
    }
}
