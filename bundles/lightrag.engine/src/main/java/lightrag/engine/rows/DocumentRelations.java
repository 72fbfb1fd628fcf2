package lightrag.engine.rows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import lightrag.api.RelationKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A row of {@code full_relations} (rule DM-44): every relation a document touched, sorted. */
public record DocumentRelations(List<RelationKey> pairs) {

    public DocumentRelations {
        pairs = List.copyOf(pairs);
    }

    public static DocumentRelations of(Collection<RelationKey> pairs) {
        return new DocumentRelations(pairs.stream().distinct().sorted().toList());
    }

    /**
     * @param now seconds since 1970
     */
    public byte[] encode(String documentId, long now) {
        ObjectNode row = RowJson.object();
        ArrayNode array = row.putArray("relation_pairs");
        pairs.forEach(pair -> array.addArray().add(pair.lesser()).add(pair.greater()));
        return RowJson.write(
                row.put("count", pairs.size())
                        .put("create_time", now)
                        .put("update_time", now)
                        .put("_id", documentId));
    }

    public static DocumentRelations decode(byte[] value) {
        List<RelationKey> pairs = new ArrayList<>();
        for (JsonNode pair : RowJson.read(value).path("relation_pairs")) {
            pairs.add(RelationKey.of(pair.path(0).asString(), pair.path(1).asString()));
        }
        return new DocumentRelations(pairs);
    }
}
