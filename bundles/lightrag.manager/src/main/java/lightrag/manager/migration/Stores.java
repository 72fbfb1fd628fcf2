package lightrag.manager.migration;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * Open stores of one binding; closed, or opened anew by another service, when the last read on them
 * has ended.
 */
public final class Stores implements AutoCloseable {

    private volatile Binding binding;
    private volatile Handle handle;
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private record Handle(Object provider, WorkspaceStorage storage, AutoCloseable lease) {

        void close() {
            try (lease) {
                storage.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * @param provider identity of the service they were opened by
     * @param lease of that service, ended after the stores are closed
     */
    public Stores(Binding binding, Object provider, WorkspaceStorage storage, AutoCloseable lease) {
        this.binding = binding;
        this.handle = new Handle(provider, storage, lease);
    }

    Binding binding() {
        return binding;
    }

    /** What made their vectors, as far as that is known. */
    Optional<Embedding> embedding() {
        return binding.embedding();
    }

    void madeBy(Embedding by) {
        binding = binding.madeBy(by);
    }

    /** Whether vectors of a model can be looked for here. */
    boolean hold(Optional<Embedding> by) {
        return !Embedding.differ(embedding(), by);
    }

    boolean of(Object someProvider) {
        return handle.provider().equals(someProvider);
    }

    WorkspaceStorage storage() {
        return handle.storage();
    }

    /**
     * Keeps them open until {@link #leave}; false when they are closed. Entered again by the thread
     * that is in already, as visitors of a scan do, also while a close waits.
     */
    boolean enter() {
        use.readLock().lock();
        if (closed) {
            use.readLock().unlock();
            return false;
        }
        return true;
    }

    void leave() {
        use.readLock().unlock();
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                handle.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    /**
     * Closes them and has another service open them; reads wait meanwhile. When that fails the
     * former service opens them again.
     *
     * @param patience how long reads that go on are waited for; new ones wait as long
     * @return false when these did not end in time: nothing has changed
     */
    boolean reopen(StoreOpener opener, Object by, Duration patience) throws InterruptedException {
        if (!use.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            if (!closed) {
                exchange(opener, by);
            }
            return true;
        } finally {
            use.writeLock().unlock();
        }
    }

    private void exchange(StoreOpener opener, Object by) {
        Object former = handle.provider();
        // Until something is open again they count as closed.
        closed = true;
        handle.close();
        try {
            handle = opener.open(binding, by).handle;
        } catch (RuntimeException | LinkageError e) {
            handle = opener.open(binding, former).handle;
            closed = false;
            throw e;
        }
        closed = false;
    }
}
