package lightrag.model.embedded.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a long text's tokens into equal windows, since a model that only reads the beginning would
 * ignore the rest without a word.
 */
final class Windows {

    /** The model was trained on 256 tokens, two of which are markers. */
    static final int CONTENT = 254;

    private Windows() {}

    /** At least one window; none longer than {@link #CONTENT}, lengths differ by one at most. */
    static List<int[]> of(int[] tokens) {
        int count = Math.max(1, Math.ceilDiv(tokens.length, CONTENT));
        List<int[]> windows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) tokens.length * i / count);
            int to = (int) ((long) tokens.length * (i + 1) / count);
            windows.add(Arrays.copyOfRange(tokens, from, to));
        }
        return windows;
    }
}
