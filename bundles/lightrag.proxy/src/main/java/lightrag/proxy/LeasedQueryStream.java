package lightrag.proxy;

import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import lightrag.api.QueryData;
import lightrag.api.QueryStream;
import lightrag.tenant.control.LightRagLease;

/**
 * An engine's stream together with the lease it runs under. The lease ends with the stream: at its
 * close, after its last piece, or when it fails.
 */
final class LeasedQueryStream implements QueryStream {

    private final QueryStream stream;
    private final LightRagLease lease;
    private final AtomicBoolean closed = new AtomicBoolean();

    LeasedQueryStream(QueryStream stream, LightRagLease lease) {
        this.stream = stream;
        this.lease = lease;
    }

    @Override
    public boolean hasNext() {
        if (closed.get()) {
            return false;
        }
        try {
            boolean more = stream.hasNext();
            if (!more) {
                close();
            }
            return more;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public String next() {
        if (closed.get()) {
            throw new NoSuchElementException("The stream is closed.");
        }
        try {
            return stream.next();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public QueryData data() {
        return stream.data();
    }

    @Override
    public boolean live() {
        return stream.live();
    }

    @Override
    public boolean generatedByModel() {
        return stream.generatedByModel();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                stream.close();
            } finally {
                lease.close();
            }
        }
    }
}
