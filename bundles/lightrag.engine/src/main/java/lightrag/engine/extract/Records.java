package lightrag.engine.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lightrag.api.CodePoints;

/**
 * The records of one or more replies to one chunk, in order of first appearance.
 *
 * @param entities by name; several records of one name are all kept
 * @param relations by ordered pair
 */
public record Records(
        Map<String, List<ExtractedEntity>> entities, Map<Pair, List<ExtractedRelation>> relations) {

    /** A pair as the model ordered it. */
    public record Pair(String source, String target) {}

    public static Records empty() {
        return new Records(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** Only while a parser fills it. */
    void add(ExtractedEntity entity) {
        entities.computeIfAbsent(entity.name(), name -> new ArrayList<>()).add(entity);
    }

    void add(ExtractedRelation relation) {
        relations
                .computeIfAbsent(
                        new Pair(relation.source(), relation.target()), pair -> new ArrayList<>())
                .add(relation);
    }

    /**
     * Rule EX-22: a later reply adds what is new and replaces what it describes at greater length.
     */
    public Records refinedBy(Records later) {
        return new Records(
                refined(entities, later.entities, ExtractedEntity::description),
                refined(relations, later.relations, ExtractedRelation::description));
    }

    private static <K, V> Map<K, List<V>> refined(
            Map<K, List<V>> first, Map<K, List<V>> later, Function<V, String> description) {
        Map<K, List<V>> result = new LinkedHashMap<>(first);
        later.forEach(
                (key, records) -> {
                    List<V> known = result.get(key);
                    if (known == null
                            || length(records, description) > length(known, description)) {
                        result.put(key, records);
                    }
                });
        return result;
    }

    private static <V> int length(List<V> records, Function<V, String> description) {
        return CodePoints.length(description.apply(records.getFirst()));
    }

    public boolean isEmpty() {
        return entities.isEmpty() && relations.isEmpty();
    }
}
