package lightrag.engine.query;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lightrag.api.SourceFilter;
import lightrag.engine.rows.ChunkRow;
import lightrag.engine.text.Headings;
import lightrag.spi.storage.KeyValueStorage;
import lightrag.spi.text.Tokenizer;

/** Reads stored chunks for a context. */
final class ChunkReader {

    private final KeyValueStorage rows;
    private final Tokenizer tokenizer;
    private final boolean headings;
    private final ChunkMemory memory = new ChunkMemory();

    /**
     * @param headings whether section paths go into the context
     */
    ChunkReader(KeyValueStorage rows, Tokenizer tokenizer, boolean headings) {
        this.rows = rows;
        this.tokenizer = tokenizer;
        this.headings = headings;
    }

    Set<String> existing(List<String> ids) {
        Set<String> found = new HashSet<>(ids);
        found.removeAll(rows.missing(ids));
        return found;
    }

    /** Those of the ids whose source a filter lets through. */
    Set<String> matching(List<String> ids, SourceFilter filter) {
        return rows(ids).stream()
                .filter(
                        row ->
                                filter.filePaths().isEmpty()
                                        || filter.filePaths().contains(row.filePath()))
                .filter(
                        row ->
                                filter.documentIds().isEmpty()
                                        || filter.documentIds().contains(row.documentId()))
                .map(ChunkRow::id)
                .collect(Collectors.toSet());
    }

    /** Chunks by id; missing ones are absent. */
    Map<String, ChunkText> read(List<String> ids) {
        List<Optional<byte[]>> values = rows.getAll(ids);
        Map<String, ChunkText> chunks = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            values.get(i)
                    .ifPresent(
                            row ->
                                    chunks.put(
                                            id,
                                            memory.get(id, row).orElseGet(() -> decode(id, row))));
        }
        return chunks;
    }

    private ChunkText decode(String id, byte[] value) {
        ChunkRow row = ChunkRow.decode(id, value);
        ChunkText chunk = ChunkText.of(id, row.content(), row.filePath(), path(row));
        memory.put(id, value, chunk);
        return chunk;
    }

    /** The same chunks as their stored rows have them, which know the sections around them. */
    List<ChunkText> stored(List<ChunkText> found) {
        Map<String, ChunkText> stored = read(found.stream().map(ChunkText::id).toList());
        return found.stream()
                .map(chunk -> same(chunk, stored.getOrDefault(chunk.id(), chunk)))
                .toList();
    }

    /** The stored one, unless its text is another than the one that was found. */
    static ChunkText same(ChunkText found, ChunkText stored) {
        return stored.content().equals(found.content()) ? stored : found;
    }

    private List<ChunkRow> rows(List<String> ids) {
        return ChunkRow.decodeAll(ids, rows.getAll(ids));
    }

    private String path(ChunkRow row) {
        return headings
                ? row.heading()
                        .map(heading -> Headings.path(heading.parents(), tokenizer))
                        .orElse("")
                : "";
    }
}
