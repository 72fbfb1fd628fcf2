package lightrag.engine.rows;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of {@code full_docs} (rule DM-42).
 *
 * @param format {@code raw}, or {@code pending_parse} while its file waits to be read
 * @param contentHash absent until the text is known
 * @param chunkOptions the snapshot of rule CH-4: strategy key to parameters
 * @param sourceFile name of the stored file, for documents that came as files
 */
public record DocumentRow(
        String content,
        String filePath,
        String format,
        Optional<String> contentHash,
        String processOptions,
        Map<String, Object> chunkOptions,
        Optional<String> sourceFile) {

    public static final String RAW = "raw";
    public static final String PENDING_PARSE = "pending_parse";

    public DocumentRow {
        chunkOptions = Map.copyOf(chunkOptions);
    }

    /** The row after its file was read. */
    public DocumentRow parsed(String text, String hash) {
        return new DocumentRow(
                text, filePath, RAW, Optional.of(hash), processOptions, chunkOptions, sourceFile);
    }

    public boolean awaitsParsing() {
        return format.equals(PENDING_PARSE);
    }

    /**
     * @param now seconds since 1970
     */
    public byte[] encode(String id, long now) {
        ObjectNode row =
                RowJson.object()
                        .put("content", content)
                        .put("file_path", filePath)
                        .put("parse_format", format)
                        .put("process_options", processOptions);
        contentHash.ifPresent(hash -> row.put("content_hash", hash));
        sourceFile.ifPresent(file -> row.put("source_file", file));
        row.set("chunk_options", RowJson.tree(chunkOptions));
        return RowJson.write(row.put("create_time", now).put("update_time", now).put("_id", id));
    }

    public static DocumentRow decode(byte[] value) {
        ObjectNode row = RowJson.read(value);
        return new DocumentRow(
                RowJson.text(row, "content"),
                RowJson.text(row, "file_path"),
                row.path("parse_format").asString(RAW),
                RowJson.optionalText(row, "content_hash"),
                RowJson.text(row, "process_options"),
                RowJson.map(row.path("chunk_options")),
                RowJson.optionalText(row, "source_file"));
    }
}
