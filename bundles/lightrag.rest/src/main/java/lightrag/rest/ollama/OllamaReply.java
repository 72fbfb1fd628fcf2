package lightrag.rest.ollama;

import jakarta.ws.rs.core.Response;
import java.util.function.ToIntFunction;
import lightrag.api.LightRagException;
import lightrag.api.QueryStream;
import lightrag.rest.json.Json;
import lightrag.rest.json.LineStream;
import lightrag.rest.json.SpacedJson;
import lightrag.rest.ollama.OllamaAnswer.Usage;

/**
 * Turns an answer of the knowledge base into a response in Ollama's form.
 *
 * @param tokens counts them in a text
 * @param prompt the cleaned question, for the counts
 * @param start when the request came, as {@link System#nanoTime}
 */
record OllamaReply(OllamaAnswer answer, ToIntFunction<String> tokens, String prompt, long start) {

    private static final String NOTHING = "No response generated";

    /** One object. Takes over the stream. */
    Response whole(QueryStream pieces) {
        try (pieces) {
            StringBuilder text = new StringBuilder();
            long first = pieces.hasNext() ? System.nanoTime() : start;
            pieces.forEachRemaining(text::append);
            return whole(text.toString(), first);
        }
    }

    Response whole(String text) {
        return whole(text, start);
    }

    private Response whole(String text, long first) {
        String shown = text.isEmpty() ? NOTHING : text;
        Usage usage = usage(first, shown);
        return Json.ok(json -> answer.writeWhole(json, shown, usage));
    }

    /** A line a piece. Takes over the stream. */
    Response lines(QueryStream pieces) {
        return LineStream.response(
                SpacedJson.UNICODE,
                lines -> {
                    try (pieces) {
                        write(pieces, lines);
                    } catch (LightRagException e) {
                        String error = "\n\nError: Provider error: " + e.getMessage();
                        lines.write(json -> answer.writeError(json, error));
                        lines.write(answer::writeEndAfterError);
                    }
                });
    }

    private void write(QueryStream pieces, LineStream lines) {
        long first = start;
        StringBuilder text = new StringBuilder();
        while (pieces.hasNext()) {
            String piece = pieces.next();
            if (piece.isEmpty()) {
                continue;
            }
            first = text.isEmpty() && pieces.live() ? System.nanoTime() : first;
            text.append(piece);
            lines.write(json -> answer.writePiece(json, piece));
        }
        Usage usage = usage(first, text.toString());
        lines.write(json -> answer.writeLast(json, usage));
    }

    /** The time ends before the counting. */
    private Usage usage(long first, String text) {
        long last = System.nanoTime();
        return new Usage(start, first, last, tokens.applyAsInt(prompt), tokens.applyAsInt(text));
    }
}
