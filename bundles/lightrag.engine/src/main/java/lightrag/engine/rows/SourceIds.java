package lightrag.engine.rows;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of {@code entity_chunks} or {@code relation_chunks} (rule DM-45): every chunk that spoke of
 * a thing, in first-seen order. An existing row is the truth even when it is empty.
 */
public record SourceIds(List<String> chunkIds) {

    /** Joins what is stored as one text, ids of a relation among them (rule DM-30). */
    public static final String SEPARATOR = "<SEP>";

    public SourceIds {
        chunkIds = List.copyOf(chunkIds);
    }

    /** Key of a relation's row. @param lesser the endpoint that sorts first */
    public static String relationKey(String lesser, String greater) {
        return lesser + SEPARATOR + greater;
    }

    /** The parts of a joined text, as they are; one for a text without the separator. */
    public static List<String> split(String joined) {
        int next = joined.indexOf(SEPARATOR);
        if (next < 0) {
            return List.of(joined);
        }
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (next >= 0) {
            parts.add(joined.substring(start, next));
            start = next + SEPARATOR.length();
            next = joined.indexOf(SEPARATOR, start);
        }
        parts.add(joined.substring(start));
        return parts;
    }

    /**
     * @param now seconds since 1970
     */
    public byte[] encode(String key, long now) {
        ObjectNode row = RowJson.object();
        row.set("chunk_ids", RowJson.array(chunkIds));
        return RowJson.write(
                row.put("count", chunkIds.size())
                        .put("create_time", now)
                        .put("update_time", now)
                        .put("_id", key));
    }

    public static SourceIds decode(byte[] value) {
        return new SourceIds(RowJson.texts(RowJson.read(value).path("chunk_ids")));
    }
}
