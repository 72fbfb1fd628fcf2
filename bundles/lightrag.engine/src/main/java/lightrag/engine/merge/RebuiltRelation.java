package lightrag.engine.merge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lightrag.api.CodePoints;
import lightrag.api.Relation;
import lightrag.engine.extract.ExtractedRelation;
import lightrag.engine.options.MergeOptions;
import lightrag.engine.text.TextCleaner;

/**
 * A relation made anew from what remains of its sources (rule DE-24).
 *
 * @param draft the relation without its description
 * @param fragments of its description
 */
record RebuiltRelation(Relation draft, List<String> fragments) {

    /**
     * @param records of the kept chunks, in their order; not empty
     */
    static RebuiltRelation of(
            Relation current,
            List<ExtractedRelation> records,
            SourceList sources,
            MergeOptions options) {
        Set<String> fragments = new LinkedHashSet<>();
        Set<String> paths = new LinkedHashSet<>();
        Set<String> keywords = new TreeSet<>(CodePoints::compare);
        for (ExtractedRelation entry : records) {
            fragments.add(TextCleaner.sanitize(entry.description()));
            paths.add(entry.filePath());
            RelationMerge.addKeywords(keywords, entry.keywords());
        }
        double statements = records.size() * ExtractedRelation.WEIGHT;
        Relation draft =
                new Relation(
                        current.source(),
                        current.target(),
                        Math.max(statements, RelationMerge.evidence(sources.kept())),
                        "",
                        keywords.isEmpty() ? current.keywords() : String.join(", ", keywords),
                        sources.kept(),
                        FilePaths.rebuilt(paths, options),
                        current.createdAt(),
                        Optional.of(sources.rebuiltTruncate(options)));
        return new RebuiltRelation(draft, List.copyOf(fragments));
    }
}
