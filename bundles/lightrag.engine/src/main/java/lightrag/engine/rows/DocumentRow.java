package lightrag.engine.rows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.spi.text.ParsedDocument;
import lightrag.spi.text.ParsedDocument.Block;
import lightrag.spi.text.ParsedDocument.Item;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of {@code full_docs} (rule DM-42).
 *
 * @param format {@code raw}, {@code lightrag} where a parser found blocks, or {@code pending_parse}
 *     while its file waits to be read
 * @param contentHash absent until the text is known
 * @param chunkOptions the snapshot of rule CH-4: strategy key to parameters
 * @param sourceFile name of the stored file, for documents that came as files
 * @param engine that reads the file; empty where nobody named one
 * @param blocks the content's sections, where its parser found any
 * @param items tables and formulas in these
 */
public record DocumentRow(
        String content,
        String filePath,
        String format,
        Optional<String> contentHash,
        String processOptions,
        Map<String, Object> chunkOptions,
        Optional<String> sourceFile,
        String engine,
        List<Block> blocks,
        List<Item> items) {

    public static final String RAW = "raw";
    public static final String LIGHTRAG = "lightrag";
    public static final String PENDING_PARSE = "pending_parse";

    /** Begins the content of a document with blocks in the reference's own stores. */
    private static final String IMPORTED_MARK = "{{LRdoc}}";

    public DocumentRow {
        chunkOptions = Map.copyOf(chunkOptions);
        blocks = List.copyOf(blocks);
        items = List.copyOf(items);
    }

    /** The row after its file was read. */
    public DocumentRow parsed(ParsedDocument document, String reader, String hash) {
        return new DocumentRow(
                document.text(),
                filePath,
                document.blocks().isEmpty() ? RAW : LIGHTRAG,
                Optional.of(hash),
                processOptions,
                chunkOptions,
                sourceFile,
                reader,
                document.blocks(),
                document.items());
    }

    public ParsedDocument document() {
        return new ParsedDocument(content, blocks, items);
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
        if (!engine.isEmpty()) {
            row.put("parse_engine", engine);
        }
        if (!blocks.isEmpty()) {
            row.set("blocks", BlockJson.blocks(blocks));
            row.set("items", BlockJson.items(items));
        }
        return RowJson.write(row.put("create_time", now).put("update_time", now).put("_id", id));
    }

    public static DocumentRow decode(byte[] value) {
        ObjectNode row = RowJson.read(value);
        String format = row.path("parse_format").asString(RAW);
        String content = RowJson.text(row, "content");
        if (format.equals(LIGHTRAG) && content.startsWith(IMPORTED_MARK)) {
            content = content.substring(IMPORTED_MARK.length());
        }
        return new DocumentRow(
                content,
                RowJson.text(row, "file_path"),
                format,
                RowJson.optionalText(row, "content_hash"),
                RowJson.text(row, "process_options"),
                RowJson.map(row.path("chunk_options")),
                RowJson.optionalText(row, "source_file"),
                RowJson.text(row, "parse_engine"),
                BlockJson.blocks(row.path("blocks"), content),
                BlockJson.items(row.path("items")));
    }
}
