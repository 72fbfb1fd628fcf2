package lightrag.model.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lightrag.spi.text.Tokenizer;
import lightrag.spi.text.TokenizerProvider;

/**
 * Cuts texts by tokens of a vocabulary.
 *
 * @param tokenizers asked at each use, as the service may come later; while there is none, four
 *     characters count as a token, the usual estimate for English
 */
record TokenLimit(Supplier<Optional<TokenizerProvider>> tokenizers, String encoding) {

    private static final int CHARS_PER_TOKEN = 4;

    /** A piece of a longer text; {@code document} is the position of that text. */
    record Window(int document, String text) {}

    /** The first {@code limit} tokens of a text. */
    String head(String text, int limit) {
        if (surelyWithin(text, limit)) {
            return text;
        }
        Optional<Tokenizer> tokenizer = tokenizer();
        if (tokenizer.isEmpty()) {
            return text; // an estimate is no reason to lose text: the server refuses what is too
            // long
        }
        int[] tokens = tokenizer.get().encode(text);
        return tokens.length <= limit ? text : tokenizer.get().decode(tokens, 0, limit);
    }

    /** Overlapping windows that cover all documents, in order; a short document is one window. */
    List<Window> windows(List<String> documents, int size, int overlap) {
        int step = size - (overlap < size ? overlap : size / 2);
        Optional<Tokenizer> tokenizer = tokenizer();
        List<Window> windows = new ArrayList<>(documents.size());
        for (int i = 0; i < documents.size(); i++) {
            int document = i;
            String text = documents.get(i);
            if (surelyWithin(text, size)) {
                windows.add(new Window(document, text));
            } else {
                slices(text, size, step, tokenizer)
                        .forEach(slice -> windows.add(new Window(document, slice)));
            }
        }
        return windows;
    }

    private static List<String> slices(
            String text, int size, int step, Optional<Tokenizer> tokenizer) {
        if (tokenizer.isEmpty()) {
            return characterSlices(text, size * CHARS_PER_TOKEN, step * CHARS_PER_TOKEN);
        }
        int[] tokens = tokenizer.get().encode(text);
        List<String> slices = new ArrayList<>();
        for (int from = 0; from == 0 || from + size - step < tokens.length; from += step) {
            int to = Math.min(from + size, tokens.length);
            slices.add(
                    from == 0 && to == tokens.length
                            ? text
                            : tokenizer.get().decode(tokens, from, to));
        }
        return slices;
    }

    private static List<String> characterSlices(String text, int size, int step) {
        int length = text.codePointCount(0, text.length());
        List<String> slices = new ArrayList<>();
        for (int from = 0; from == 0 || from + size - step < length; from += step) {
            int start = text.offsetByCodePoints(0, from);
            int end = text.offsetByCodePoints(start, Math.min(size, length - from));
            slices.add(text.substring(start, end));
        }
        return slices;
    }

    /**
     * A token is at least one UTF-8 byte, and counting bytes is a thousand times cheaper than
     * counting tokens.
     */
    private static boolean surelyWithin(String text, int limit) {
        int bytes = text.length();
        for (int i = 0; i < text.length() && bytes <= limit; i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return bytes <= limit;
    }

    private Optional<Tokenizer> tokenizer() {
        return tokenizers.get().map(provider -> provider.tokenizer(encoding));
    }
}
