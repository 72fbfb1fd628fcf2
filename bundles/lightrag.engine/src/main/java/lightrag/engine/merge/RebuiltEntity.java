package lightrag.engine.merge;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.Entity;
import lightrag.engine.extract.ExtractedEntity;
import lightrag.engine.options.MergeOptions;
import lightrag.engine.text.TextCleaner;

/**
 * An entity made anew from what remains of its sources (rule DE-23).
 *
 * @param draft the entity without its description
 * @param fragments of its description
 */
record RebuiltEntity(Entity draft, List<String> fragments) {

    /**
     * @param records of the kept chunks, in their order; not empty
     * @param now seconds since 1970
     */
    static RebuiltEntity of(
            Entity current,
            List<ExtractedEntity> records,
            SourceList sources,
            MergeOptions options,
            long now) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        Set<String> fragments = new LinkedHashSet<>();
        Set<String> paths = new LinkedHashSet<>();
        for (ExtractedEntity entry : records) {
            votes.merge(entry.type(), 1, Integer::sum);
            fragments.add(TextCleaner.sanitize(entry.description()));
            paths.add(entry.filePath());
        }
        Entity draft =
                new Entity(
                        current.name(),
                        EntityMerge.commonest(votes),
                        "",
                        sources.kept(),
                        FilePaths.rebuilt(paths, options),
                        now,
                        Optional.of(sources.rebuiltTruncate(options)));
        return new RebuiltEntity(draft, List.copyOf(fragments));
    }

    /** Without any record: the relations' words describe it, its type stays. */
    static RebuiltEntity ofRelations(
            Entity current,
            List<String> descriptions,
            Set<String> paths,
            SourceList sources,
            long now) {
        Entity draft =
                new Entity(
                        current.name(),
                        current.type(),
                        "",
                        sources.kept(),
                        paths.isEmpty() ? current.filePaths() : List.copyOf(paths),
                        now,
                        Optional.of(""));
        List<String> fragments =
                descriptions.isEmpty() ? List.of(current.description()) : descriptions;
        return new RebuiltEntity(draft, fragments);
    }
}
