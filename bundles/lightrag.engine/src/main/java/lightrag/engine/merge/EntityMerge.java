package lightrag.engine.merge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.Entity;
import lightrag.engine.extract.ExtractedEntity;
import lightrag.engine.options.MergeOptions;
import lightrag.engine.text.PythonText;

/**
 * What one document makes of one entity (rules MG-10 to MG-24).
 *
 * @param sources all chunks that speak of it from now on
 * @param draft the entity without its description; empty when a full list leaves it untouched
 * @param fragments of its description
 */
record EntityMerge(
        String name, List<String> sources, Optional<Entity> draft, List<String> fragments) {

    private static final String UNKNOWN_TYPE = "UNKNOWN";
    private static final String UNKNOWN_SOURCE = "unknown_source";

    /**
     * @param tracked all chunks known to speak of the entity
     * @param now seconds since 1970
     */
    static EntityMerge of(
            String name,
            List<ExtractedEntity> records,
            Optional<Entity> stored,
            List<String> tracked,
            MergeOptions options,
            long now) {
        List<String> added = records.stream().map(ExtractedEntity::chunkId).toList();
        SourceList sources =
                SourceList.of(tracked, added, options.maxSourceIdsPerEntity(), options);
        Set<String> counted = sources.keptAndKnown();
        List<ExtractedEntity> admitted =
                stored.isEmpty()
                        ? records
                        : records.stream()
                                .filter(entry -> sources.admits(entry.chunkId(), counted, options))
                                .toList();
        if (admitted.isEmpty()) {
            return new EntityMerge(name, sources.all(), Optional.empty(), List.of());
        }
        List<String> fragments =
                Descriptions.fragments(
                        stored.map(Entity::description).orElse(""),
                        admitted,
                        ExtractedEntity::description,
                        ExtractedEntity::timestamp);
        Entity draft =
                new Entity(
                        name,
                        type(admitted, stored),
                        "",
                        sources.kept(),
                        FilePaths.merged(storedPaths(stored), paths(admitted), options),
                        now,
                        Optional.of(sources.truncate(options)));
        return new EntityMerge(
                name,
                sources.all(),
                Optional.of(draft),
                fragments.isEmpty() ? List.of("Entity " + name) : fragments);
    }

    private static List<String> paths(List<ExtractedEntity> records) {
        return records.stream().map(ExtractedEntity::filePath).toList();
    }

    private static List<String> storedPaths(Optional<Entity> stored) {
        return stored.map(
                        entity ->
                                entity.filePaths().isEmpty()
                                        ? List.of(UNKNOWN_SOURCE)
                                        : entity.filePaths())
                .orElse(List.of());
    }

    /** Rule MG-20: the commonest of the new types and the stored one; the earliest of equals. */
    private static String type(List<ExtractedEntity> records, Optional<Entity> stored) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        records.forEach(entry -> votes.merge(entry.type(), 1, Integer::sum));
        stored.ifPresent(entity -> votes.merge(storedType(entity.type()), 1, Integer::sum));
        return commonest(votes);
    }

    static String commonest(Map<String, Integer> votes) {
        String best = UNKNOWN_TYPE;
        int most = 0;
        for (Map.Entry<String, Integer> vote : votes.entrySet()) {
            if (vote.getValue() > most) {
                best = vote.getKey();
                most = vote.getValue();
            }
        }
        return best;
    }

    private static String storedType(String type) {
        for (String part : type.split(",")) {
            String clean = PythonText.strip(part);
            if (!clean.isEmpty()) {
                return type.indexOf(',') < 0 ? type : clean;
            }
        }
        return UNKNOWN_TYPE;
    }
}
