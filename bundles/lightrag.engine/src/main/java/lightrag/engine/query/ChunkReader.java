package lightrag.engine.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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

    /** @param headings whether section paths go into the context */
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
                .filter(row -> filter.filePaths().isEmpty() || filter.filePaths().contains(row.filePath()))
                .filter(row -> filter.documentIds().isEmpty() || filter.documentIds().contains(row.documentId()))
                .map(ChunkRow::id)
                .collect(Collectors.toSet());
    }

    /** Chunks by id; missing ones are absent. */
    Map<String, ChunkText> read(List<String> ids) {
        Map<String, ChunkText> chunks = new HashMap<>();
        for (ChunkRow row : rows(ids)) {
            chunks.put(
                    row.id(),
                    new ChunkText(row.id(), row.content(), row.filePath(), path(row), OptionalDouble.empty()));
        }
        return chunks;
    }

    /** The same chunks with the section paths that only stored rows know. */
    List<ChunkText> withHeadings(List<ChunkText> chunks) {
        if (!headings) {
            return chunks;
        }
        Map<String, ChunkText> stored =
                read(chunks.stream().map(ChunkText::id).toList());
        List<ChunkText> all = new ArrayList<>(chunks.size());
        for (ChunkText chunk : chunks) {
            ChunkText row = stored.get(chunk.id());
            all.add(row == null ? chunk : chunk.withHeadings(row.headings()));
        }
        return all;
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
