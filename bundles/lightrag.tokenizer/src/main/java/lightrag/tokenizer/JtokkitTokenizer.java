package lightrag.tokenizer;

import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.IntArrayList;
import java.util.Objects;
import lightrag.spi.text.Tokenizer;

/**
 * One vocabulary. Encodes without special tokens, so that document text which happens to spell one
 * is neither refused nor given its meaning.
 */
final class JtokkitTokenizer implements Tokenizer {

    private final Encoding encoding;

    JtokkitTokenizer(Encoding encoding) {
        this.encoding = encoding;
    }

    @Override
    public String encoding() {
        return encoding.getName();
    }

    @Override
    public int count(String text) {
        return encoding.countTokensOrdinary(LoneSurrogates.replace(text));
    }

    @Override
    public int[] encode(String text) {
        return encoding.encodeOrdinary(LoneSurrogates.replace(text)).toArray();
    }

    @Override
    public String decode(int[] tokens, int from, int to) {
        Objects.checkFromToIndex(from, to, tokens.length);
        IntArrayList window = new IntArrayList(to - from);
        for (int i = from; i < to; i++) {
            window.add(tokens[i]);
        }
        return Utf8.decode(encoding.decodeBytes(window));
    }
}
