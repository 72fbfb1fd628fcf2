package lightrag.engine.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightrag.api.RelationKey;
import lightrag.engine.extract.ExtractedEntity;
import lightrag.engine.extract.ExtractedRelation;
import lightrag.engine.extract.Records;

/**
 * Everything a document says, by thing, in chunk order (rule MG-1).
 *
 * @param relations by unordered pair
 */
public record DocumentRecords(
        Map<String, List<ExtractedEntity>> entities,
        Map<RelationKey, List<ExtractedRelation>> relations) {

    /**
     * @param chunks in chunk order
     */
    public static DocumentRecords of(List<Records> chunks) {
        Map<String, List<ExtractedEntity>> entities = new LinkedHashMap<>();
        Map<RelationKey, List<ExtractedRelation>> relations = new LinkedHashMap<>();
        for (Records chunk : chunks) {
            chunk.entities()
                    .forEach(
                            (name, records) ->
                                    entities.computeIfAbsent(name, key -> new ArrayList<>())
                                            .addAll(records));
            chunk.relations()
                    .forEach(
                            (pair, records) ->
                                    relations
                                            .computeIfAbsent(
                                                    RelationKey.of(pair.source(), pair.target()),
                                                    key -> new ArrayList<>())
                                            .addAll(records));
        }
        return new DocumentRecords(entities, relations);
    }

    /** Names of all entities and of both ends of all relations. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(entities.keySet());
        relations
                .keySet()
                .forEach(
                        key -> {
                            names.add(key.lesser());
                            names.add(key.greater());
                        });
        return names;
    }
}
