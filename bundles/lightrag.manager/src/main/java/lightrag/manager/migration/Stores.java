package lightrag.manager.migration;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import lightrag.spi.storage.WorkspaceStorage;

/** Open stores of one binding; closed when the last read on them has ended. */
public final class Stores implements AutoCloseable {

    private volatile Binding binding;
    private final Object provider;
    private final WorkspaceStorage storage;
    private final AutoCloseable lease;
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * @param provider identity of the service they were opened by
     * @param lease of that service, ended after the stores are closed
     */
    public Stores(Binding binding, Object provider, WorkspaceStorage storage, AutoCloseable lease) {
        this.binding = binding;
        this.provider = provider;
        this.storage = storage;
        this.lease = lease;
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
        return provider.equals(someProvider);
    }

    WorkspaceStorage storage() {
        return storage;
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
                closeBoth();
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    private void closeBoth() {
        try (lease) {
            storage.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
