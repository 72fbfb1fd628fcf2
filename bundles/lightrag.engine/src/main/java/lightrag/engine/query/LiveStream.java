package lightrag.engine.query;

import java.util.NoSuchElementException;
import lightrag.api.QueryData;
import lightrag.api.QueryStream;
import lightrag.spi.model.CompletionStream;

/** Pieces of an answer as the model writes them, empty ones left out. */
final class LiveStream implements QueryStream {

    private final CompletionStream pieces;
    private final QueryData data;
    private String next = "";

    LiveStream(CompletionStream pieces, QueryData data) {
        this.pieces = pieces;
        this.data = data;
    }

    @Override
    public QueryData data() {
        return data;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public boolean generatedByModel() {
        return true;
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && pieces.hasNext()) {
            next = pieces.next();
        }
        return !next.isEmpty();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the answer is complete");
        }
        String piece = next;
        next = "";
        return piece;
    }

    @Override
    public void close() {
        pieces.close();
    }
}
