package lightrag.engine.query;

import java.util.List;
import lightrag.engine.query.TokenCounter.LineTokens;
import lightrag.engine.text.JsonText;

/** A chunk as one line of the context (rule QY-61). */
final class ChunkLines {

    private ChunkLines() {}

    static String render(List<ChunkText> chunks, References references) {
        StringBuilder lines = new StringBuilder();
        for (ChunkText chunk : chunks) {
            lines.append(lines.isEmpty() ? "" : "\n")
                    .append(prefix(references.idOf(chunk)))
                    .append(chunk.body().escaped())
                    .append(suffix(chunk));
        }
        return lines.toString();
    }

    static LineTokens tokens(ChunkText chunk, References references, TokenCounter counter) {
        return counter.line(prefix(references.idOf(chunk)), chunk.body(), suffix(chunk));
    }

    /** Tokens of the line without its source's number. */
    static LineTokens bareTokens(ChunkText chunk, TokenCounter counter) {
        return counter.line("{\"content\": \"", chunk.body(), suffix(chunk));
    }

    private static String prefix(String referenceId) {
        return "{\"reference_id\": \"" + referenceId + "\", \"content\": \"";
    }

    private static String suffix(ChunkText chunk) {
        if (chunk.headings().isEmpty()) {
            return "\"}";
        }
        StringBuilder suffix = new StringBuilder("\", \"content_headings\": ");
        JsonText.quote(suffix, chunk.headings());
        return suffix.append('}').toString();
    }
}
