package lightrag.documents.chunk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import lightrag.documents.text.PythonText;
import lightrag.spi.text.Chunk;
import lightrag.spi.text.Tokenizer;

/**
 * Splits at the coarsest separator there is and packs the pieces (rules CH-30 to CH-32). A
 * separator stays at the start of the piece behind it; the empty separator splits into characters.
 *
 * @param size limit of a chunk in tokens, except where no separator is left
 * @param overlap tokens that may be repeated
 */
public record RecursiveSplitter(
        Tokenizer tokenizer, int size, int overlap, List<String> separators) {

    /** What the reference uses when it is given no list. */
    public static final List<String> PLAIN_SEPARATORS = List.of("\n\n", "\n", " ", "");

    private static final int MAX_SEPARATORS = 64;
    private static final int MAX_SEPARATOR_LENGTH = 256;

    public RecursiveSplitter {
        if (overlap > size) {
            throw ChunkParams.overlapTooLarge(overlap, size);
        }
        separators = normalised(separators);
    }

    /** Splits by the plain separators. */
    public static RecursiveSplitter plain(Tokenizer tokenizer, int size, int overlap) {
        return new RecursiveSplitter(tokenizer, size, overlap, PLAIN_SEPARATORS);
    }

    /** The contents of the chunks of a text. */
    public List<String> texts(String text) {
        return split(text).stream().map(Chunk::content).toList();
    }

    /** A text with its own token count. */
    private record Piece(String text, int tokens) {}

    /** Chunks in order; blank ones vanish, tokens are counted on the final text. */
    public List<Chunk> split(String text) {
        List<String> contents = new ArrayList<>();
        split(text, separators, contents);
        if (contents.isEmpty() && !PythonText.strip(text).isEmpty()) {
            contents.add(PythonText.strip(text));
        }
        List<Chunk> chunks = new ArrayList<>();
        for (String content : contents) {
            chunks.add(
                    new Chunk(content, tokenizer.count(content), chunks.size(), Optional.empty()));
        }
        return chunks;
    }

    private void split(String text, List<String> candidates, List<String> out) {
        int chosen = firstPresent(text, candidates);
        String separator = candidates.get(chosen);
        List<String> finer =
                separator.isEmpty() ? List.of() : candidates.subList(chosen + 1, candidates.size());
        List<Piece> small = new ArrayList<>();
        for (String piece : pieces(text, separator)) {
            int tokens = tokenizer.count(piece);
            if (tokens < size) {
                small.add(new Piece(piece, tokens));
                continue;
            }
            pack(small, out);
            small.clear();
            if (finer.isEmpty()) {
                emit(piece, out);
            } else {
                split(piece, finer, out);
            }
        }
        pack(small, out);
    }

    /** Index of the first candidate that occurs; the last one when none does. */
    private static int firstPresent(String text, List<String> candidates) {
        for (int i = 0; i < candidates.size(); i++) {
            if (text.contains(candidates.get(i))) {
                return i;
            }
        }
        return candidates.size() - 1;
    }

    private static List<String> pieces(String text, String separator) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int next = nextStart(text, separator, start);
            pieces.add(text.substring(start, next));
            start = next;
        }
        return pieces;
    }

    /** Where the piece behind the one at {@code start} begins. */
    private static int nextStart(String text, String separator, int start) {
        if (separator.isEmpty()) {
            return text.offsetByCodePoints(start, 1);
        }
        int from = text.startsWith(separator, start) ? start + separator.length() : start;
        int at = text.indexOf(separator, from);
        return at < 0 ? text.length() : at;
    }

    private void pack(List<Piece> pieces, List<String> out) {
        Deque<Piece> current = new ArrayDeque<>();
        int total = 0;
        for (Piece piece : pieces) {
            if (total + piece.tokens() > size && !current.isEmpty()) {
                emit(current, out);
                while (total > overlap || (total + piece.tokens() > size && total > 0)) {
                    total -= current.removeFirst().tokens();
                }
            }
            current.add(piece);
            total += piece.tokens();
        }
        emit(current, out);
    }

    private static void emit(Deque<Piece> pieces, List<String> out) {
        StringBuilder joined = new StringBuilder();
        pieces.forEach(piece -> joined.append(piece.text()));
        emit(joined.toString(), out);
    }

    private static void emit(String text, List<String> out) {
        String content = PythonText.strip(text);
        if (!content.isEmpty()) {
            out.add(content);
        }
    }

    private static List<String> normalised(List<String> separators) {
        List<String> usable =
                separators.stream()
                        .filter(s -> s.codePointCount(0, s.length()) <= MAX_SEPARATOR_LENGTH)
                        .toList();
        if (usable.size() > MAX_SEPARATORS) {
            usable = cut(usable);
        }
        return usable.isEmpty() ? PLAIN_SEPARATORS : usable;
    }

    /** The empty separator guarantees the limit, so it survives the cut. */
    private static List<String> cut(List<String> separators) {
        List<String> kept =
                new ArrayList<>(
                        separators.stream()
                                .filter(s -> !s.isEmpty())
                                .limit(MAX_SEPARATORS - 1)
                                .toList());
        if (separators.contains("")) {
            kept.add("");
        }
        return kept;
    }
}
