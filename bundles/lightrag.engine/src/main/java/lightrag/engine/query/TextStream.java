package lightrag.engine.query;

import java.util.NoSuchElementException;
import lightrag.api.QueryData;
import lightrag.api.QueryStream;

/** A text that was there at once, as a stream of one piece. */
final class TextStream implements QueryStream {

    private final boolean generated;
    private final QueryData data;
    private String text;

    TextStream(String text, boolean generated, QueryData data) {
        this.text = text;
        this.generated = generated;
        this.data = data;
    }

    @Override
    public QueryData data() {
        return data;
    }

    @Override
    public boolean live() {
        return false;
    }

    @Override
    public boolean generatedByModel() {
        return generated;
    }

    @Override
    public boolean hasNext() {
        return !text.isEmpty();
    }

    @Override
    public String next() {
        if (text.isEmpty()) {
            throw new NoSuchElementException("the text was read");
        }
        String all = text;
        text = "";
        return all;
    }

    @Override
    public void close() {
        text = "";
    }
}
