package lightrag.model.embedded.embedding;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * BERT's tokenizer: each word becomes the fewest longest pieces of the vocabulary, read from the
 * left; {@code ##} marks pieces within a word.
 */
final class WordPiece {

    static final int CLS = 101;
    static final int SEP = 102;
    private static final int UNKNOWN = 100;
    private static final int MAX_WORD = 100;

    /** Matched as they stand in the text, before anything is folded. */
    private static final Pattern SPECIAL = Pattern.compile("\\[(?:PAD|UNK|CLS|SEP|MASK)]");

    private final Map<String, Integer> vocabulary;

    WordPiece(Map<String, Integer> vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Ids without the markers at both ends. */
    int[] encode(String text) {
        Ids ids = new Ids();
        Matcher special = SPECIAL.matcher(text);
        int start = 0;
        while (special.find()) {
            encodePlain(text.substring(start, special.start()), ids);
            ids.add(vocabulary.getOrDefault(special.group(), UNKNOWN));
            start = special.end();
        }
        encodePlain(text.substring(start), ids);
        return ids.toArray();
    }

    private void encodePlain(String text, Ids ids) {
        for (String word : BertText.words(text)) {
            int mark = ids.size();
            if (word.codePointCount(0, word.length()) > MAX_WORD || !encodeWord(word, ids)) {
                ids.truncate(mark);
                ids.add(UNKNOWN);
            }
        }
    }

    /** False when some part of the word is in no way in the vocabulary. */
    private boolean encodeWord(String word, Ids ids) {
        int start = 0;
        while (start < word.length()) {
            int end = word.length();
            Integer id = null;
            while (end > start && id == null) {
                String piece = word.substring(start, end);
                id = vocabulary.get(start == 0 ? piece : "##" + piece);
                if (id == null) {
                    end = word.offsetByCodePoints(end, -1);
                }
            }
            if (id == null) {
                return false;
            }
            ids.add(id);
            start = end;
        }
        return true;
    }

    private static final class Ids {
        private int[] values = new int[64];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        void truncate(int newSize) {
            size = newSize;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
