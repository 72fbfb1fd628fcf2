package lightrag.engine.rows;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.text.Chunk.Heading;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of {@code text_chunks} (rule DM-43).
 *
 * @param order index within the document; gaps are possible
 * @param cacheKeys of the model replies made from it, in call order
 * @param sidecar where a parser's own piece stands behind it: {@code type}, {@code id}, {@code
 *     refs}; else empty
 */
public record ChunkRow(
        String id,
        int tokens,
        String content,
        int order,
        String documentId,
        String filePath,
        List<String> cacheKeys,
        Optional<Heading> heading,
        Map<String, Object> sidecar) {

    public ChunkRow {
        cacheKeys = List.copyOf(cacheKeys);
        sidecar = Map.copyOf(sidecar);
    }

    /** With the keys of further replies behind those it has. */
    public ChunkRow withMoreCacheKeys(List<String> keys) {
        Set<String> all = new LinkedHashSet<>(cacheKeys);
        all.addAll(keys);
        return new ChunkRow(
                id,
                tokens,
                content,
                order,
                documentId,
                filePath,
                List.copyOf(all),
                heading,
                sidecar);
    }

    /**
     * @param now seconds since 1970
     */
    public byte[] encode(long now) {
        ObjectNode row =
                RowJson.object()
                        .put("tokens", tokens)
                        .put("content", content)
                        .put("chunk_order_index", order)
                        .put("full_doc_id", documentId)
                        .put("file_path", filePath);
        row.set("llm_cache_list", RowJson.array(cacheKeys));
        heading.ifPresent(
                h ->
                        row.putObject("heading")
                                .put("level", h.level())
                                .put("heading", h.heading())
                                .set("parent_headings", RowJson.array(h.parents())));
        if (!sidecar.isEmpty()) {
            row.set("sidecar", RowJson.tree(sidecar));
        }
        return RowJson.write(row.put("create_time", now).put("update_time", now).put("_id", id));
    }

    /** What stands beside its embedding. @param now seconds since 1970 */
    public VectorRow vector(long now) {
        return new VectorRow(id, content, vectorFields(), now);
    }

    public Map<String, String> vectorFields() {
        return Map.of("full_doc_id", documentId, "file_path", filePath);
    }

    /**
     * @param id the row's key
     */
    public static ChunkRow decode(String id, byte[] value) {
        ObjectNode row = RowJson.read(value);
        return new ChunkRow(
                id,
                row.path("tokens").asInt(0),
                RowJson.text(row, "content"),
                row.path("chunk_order_index").asInt(0),
                RowJson.text(row, "full_doc_id"),
                RowJson.text(row, "file_path"),
                RowJson.texts(row.path("llm_cache_list")),
                heading(row.path("heading")),
                RowJson.map(row.path("sidecar")));
    }

    /** Rows in the order of their ids; missing ones are left out. */
    public static List<ChunkRow> decodeAll(List<String> ids, List<Optional<byte[]>> values) {
        List<ChunkRow> rows = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            values.get(i).ifPresent(value -> rows.add(decode(id, value)));
        }
        return rows;
    }

    private static Optional<Heading> heading(JsonNode node) {
        if (!node.isObject()) {
            return Optional.empty();
        }
        return Optional.of(
                new Heading(
                        node.path("level").asInt(0),
                        RowJson.text(node, "heading"),
                        RowJson.texts(node.path("parent_headings"))));
    }
}
