package lightrag.documents.chunk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.CodePoints;
import lightrag.api.InvalidInputException;
import lightrag.documents.text.PythonText;
import lightrag.spi.text.Chunk;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.Tokenizer;
import org.osgi.service.component.annotations.Component;

/**
 * Windows of a fixed number of tokens (rules CH-20 to CH-24). A last window that lies wholly in the
 * overlap of the one before is kept, because chunk ids count on it.
 */
@Component
public final class FixedTokenChunker implements Chunker {

    private static final int PREVIEW = 120;

    @Override
    public String strategy() {
        return "fixed_token";
    }

    @Override
    public List<Chunk> chunk(String text, Map<String, Object> params, Tools tools) {
        ChunkParams options = new ChunkParams(params);
        Run run = new Run(tools.tokenizer(), options.size(1200), options.overlap());
        Optional<String> separator =
                options.text("split_by_character").filter(value -> !value.isEmpty());
        if (separator.isPresent()) {
            boolean only = options.flag("split_by_character_only");
            pieces(text, separator.get()).forEach(piece -> run.addPiece(piece, only));
        } else {
            run.addWindows(tools.tokenizer().encode(text));
        }
        return run.chunks;
    }

    /** Parts between literal separators, empty ones included. */
    private static List<String> pieces(String text, String separator) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
            pieces.add(text.substring(start, at));
            start = at + separator.length();
        }
        pieces.add(text.substring(start));
        return pieces;
    }

    private record Run(Tokenizer tokenizer, int size, int overlap, List<Chunk> chunks) {

        Run(Tokenizer tokenizer, int size, int overlap) {
            this(tokenizer, size, overlap, new ArrayList<>());
        }

        void addPiece(String piece, boolean only) {
            int[] tokens = tokenizer.encode(piece);
            if (tokens.length <= size) {
                add(piece, tokens.length);
            } else if (only) {
                throw tooLong(piece, tokens.length);
            } else {
                addWindows(tokens);
            }
        }

        void addWindows(int[] tokens) {
            if (overlap >= size) {
                throw ChunkParams.overlapTooLarge(overlap, size);
            }
            for (int start = 0; start < tokens.length; start += size - overlap) {
                int end = Math.min(tokens.length, start + size);
                add(tokenizer.decode(tokens, start, end), end - start);
            }
        }

        private void add(String content, int tokens) {
            chunks.add(
                    new Chunk(PythonText.strip(content), tokens, chunks.size(), Optional.empty()));
        }

        private InvalidInputException tooLong(String piece, int tokens) {
            return new InvalidInputException(
                    "split_by_character",
                    "A part between split characters has %d tokens, more than the limit of %d: %s"
                            .formatted(tokens, size, CodePoints.truncate(piece, PREVIEW)));
        }
    }
}
