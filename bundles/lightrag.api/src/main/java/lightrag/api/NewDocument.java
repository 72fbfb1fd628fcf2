package lightrag.api;

import java.util.Map;
import java.util.Optional;

/**
 * A text to insert.
 *
 * @param text the content, not blank
 * @param source name of its source; its base name identifies the document
 * @param chunking how to cut it; empty = the workspace's default
 * @param metadata the caller's own facts about it, kept with the document; queries may ask for them
 */
public record NewDocument(
        String text,
        String source,
        Optional<ChunkingChoice> chunking,
        Map<String, String> metadata) {
    public NewDocument {
        metadata = Map.copyOf(metadata);
    }

    /** Without facts of the caller. */
    public NewDocument(String text, String source, Optional<ChunkingChoice> chunking) {
        this(text, source, chunking, Map.of());
    }
}
