package lightrag.api;

import java.util.Optional;

/**
 * A text to insert.
 *
 * @param text the content, not blank
 * @param source name of its source; its base name identifies the document
 * @param chunking how to cut it; empty = the workspace's default
 */
public record NewDocument(String text, String source, Optional<ChunkingChoice> chunking) {}
