package lightrag.engine.rows;

import java.util.Collection;
import java.util.List;
import lightrag.api.CodePoints;
import tools.jackson.databind.node.ObjectNode;

/** A row of {@code full_entities} (rule DM-44): every entity a document touched, sorted. */
public record DocumentEntities(List<String> names) {

    public DocumentEntities {
        names = List.copyOf(names);
    }

    public static DocumentEntities of(Collection<String> names) {
        return new DocumentEntities(names.stream().distinct().sorted(CodePoints::compare).toList());
    }

    /**
     * @param now seconds since 1970
     */
    public byte[] encode(String documentId, long now) {
        ObjectNode row = RowJson.object();
        row.set("entity_names", RowJson.array(names));
        return RowJson.write(
                row.put("count", names.size())
                        .put("create_time", now)
                        .put("update_time", now)
                        .put("_id", documentId));
    }

    public static DocumentEntities decode(byte[] value) {
        return new DocumentEntities(RowJson.texts(RowJson.read(value).path("entity_names")));
    }
}
