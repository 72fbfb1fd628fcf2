package lightrag.engine.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightrag.spi.text.Chunk;
import lightrag.spi.text.ParsedDocument;
import lightrag.spi.text.ParsedDocument.Block;

/**
 * Tells which blocks a chunk was cut from (rules CH-53 and CH-61). Strategies that follow blocks
 * say it; the chunks of others are looked for in the text, each behind the start of the one before.
 * A chunk that is not found there, because a character was cut in two, has no source.
 */
final class BlockSources {

    private final ParsedDocument document;
    private int searchFrom;

    BlockSources(ParsedDocument document) {
        this.document = document;
    }

    /** As a chunk's row keeps it; empty when nothing is known. To be asked in order. */
    Map<String, Object> sidecar(Chunk chunk) {
        if (document.blocks().isEmpty()) {
            return Map.of();
        }
        List<String> ids = chunk.blocks();
        if (ids.isEmpty() && chunk.heading().isEmpty()) {
            ids = covered(chunk.content());
        }
        return ids.isEmpty()
                ? Map.of()
                : Map.of(
                        "type",
                        "block",
                        "id",
                        ids.getFirst(),
                        "refs",
                        ids.stream().map(id -> Map.of("type", "block", "id", id)).toList());
    }

    private List<String> covered(String content) {
        int start = document.text().indexOf(content, searchFrom);
        if (start < 0) {
            return List.of();
        }
        searchFrom = start + 1;
        int end = start + content.length();
        List<String> ids = new ArrayList<>();
        int blockStart = 0;
        for (Block block : document.blocks()) {
            int blockEnd = blockStart + block.content().length();
            if (blockStart < end && start < blockEnd) {
                ids.add(block.id());
            }
            blockStart = blockEnd + ParsedDocument.SEPARATOR.length();
        }
        return ids;
    }
}
