package lightrag.http;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import lightrag.api.QueryData;
import lightrag.api.QueryStream;

/** An answer from a list; can be watched. */
final class FakeStream implements QueryStream {
    final CountDownLatch closed = new CountDownLatch(1);
    private final Iterator<String> pieces;
    private final QueryData data;
    private final boolean live;

    FakeStream(Iterator<String> pieces, QueryData data, boolean live) {
        this.pieces = pieces;
        this.data = data;
        this.live = live;
    }

    static FakeStream of(QueryData data, String... pieces) {
        return new FakeStream(List.of(pieces).iterator(), data, true);
    }

    @Override
    public QueryData data() {
        return data;
    }

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public boolean generatedByModel() {
        return true;
    }

    @Override
    public boolean hasNext() {
        return pieces.hasNext();
    }

    @Override
    public String next() {
        return pieces.next();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
