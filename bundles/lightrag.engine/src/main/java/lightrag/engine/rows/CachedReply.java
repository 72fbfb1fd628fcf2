package lightrag.engine.rows;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of {@code llm_response_cache} (rule CA-2).
 *
 * @param text the reply as it is replayed
 * @param type {@code extract}, {@code summary}, {@code keywords}, {@code query} or {@code analysis}
 * @param chunkId the chunk it was made from
 * @param prompt what was asked
 * @param queryParam the settings of a question, one JSON object
 * @param createdAt seconds since 1970
 */
public record CachedReply(
        String text,
        String type,
        Optional<String> chunkId,
        String prompt,
        Optional<String> queryParam,
        long createdAt) {

    public byte[] encode(String key) {
        ObjectNode row = RowJson.object().put("return", text).put("cache_type", type);
        chunkId.ifPresentOrElse(id -> row.put("chunk_id", id), () -> row.putNull("chunk_id"));
        row.put("original_prompt", prompt);
        queryParam.ifPresentOrElse(
                json -> row.put("queryparam", json), () -> row.putNull("queryparam"));
        return RowJson.write(
                row.put("create_time", createdAt).put("update_time", createdAt).put("_id", key));
    }

    public static CachedReply decode(byte[] value) {
        ObjectNode row = RowJson.read(value);
        return new CachedReply(
                RowJson.text(row, "return"),
                RowJson.text(row, "cache_type"),
                RowJson.optionalText(row, "chunk_id"),
                RowJson.text(row, "original_prompt"),
                RowJson.optionalText(row, "queryparam"),
                row.path("create_time").asLong(0));
    }
}
