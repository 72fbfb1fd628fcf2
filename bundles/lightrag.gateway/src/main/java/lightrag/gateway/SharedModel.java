package lightrag.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import lightrag.api.UnavailableException;
import lightrag.gateway.ProviderDirectory.Registration;
import lightrag.spi.model.ModelProvider;

/**
 * One model for all workspaces with the same settings, borrowed call by call. When its provider was
 * replaced, the next borrower opens it anew from the new one; the old one is closed after its last
 * borrower.
 *
 * @param <M> kind of model
 */
final class SharedModel<M extends AutoCloseable> {

    private final ProviderDirectory directory;
    private final String binding;
    private final Function<ModelProvider, M> opener;
    private final Supplier<Duration> patience;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Opened<M>> current = Optional.empty();
    private boolean closed;

    SharedModel(
            ProviderDirectory directory,
            String binding,
            Function<ModelProvider, M> opener,
            Supplier<Duration> patience) {
        this.directory = directory;
        this.binding = binding;
        this.opener = opener;
        this.patience = patience;
    }

    /** An open model and those who use it. Guarded by the lock. */
    private static final class Opened<M> {
        private final M model;
        private final Registration from;
        private int borrowers;
        private boolean retired;

        Opened(M model, Registration from) {
            this.model = model;
            this.from = from;
        }
    }

    /** A borrowed model; given back once. */
    final class Loan implements AutoCloseable {
        private final Opened<M> opened;

        private Loan(Opened<M> opened) {
            this.opened = opened;
        }

        M model() {
            return opened.model;
        }

        @Override
        public void close() {
            boolean last;
            lock.lock();
            try {
                opened.borrowers--;
                last = opened.retired && opened.borrowers == 0;
            } finally {
                lock.unlock();
            }
            if (last) {
                end(opened);
            }
        }
    }

    /**
     * @throws UnavailableException the binding is not installed
     */
    Loan borrow() throws InterruptedException {
        while (true) {
            Registration registration = directory.current(binding, patience.get());
            Optional<Loan> loan = borrowFrom(registration);
            if (loan.isPresent()) {
                return loan.get();
            }
        }
    }

    /** Empty when the provider went in between. */
    private Optional<Loan> borrowFrom(Registration registration) throws InterruptedException {
        Optional<Opened<M>> replaced = Optional.empty();
        lock.lockInterruptibly();
        try {
            if (closed) {
                throw new UnavailableException(
                        "The workspace's models are closed.", Duration.ofSeconds(1));
            }
            if (current.isEmpty() || current.get().from != registration) {
                if (!registration.acquire()) {
                    return Optional.empty();
                }
                Opened<M> fresh = open(registration);
                replaced = retire();
                current = Optional.of(fresh);
            }
            Opened<M> opened = current.get();
            opened.borrowers++;
            return Optional.of(new Loan(opened));
        } finally {
            lock.unlock();
            replaced.ifPresent(SharedModel::end);
        }
    }

    private Opened<M> open(Registration registration) {
        try {
            return new Opened<>(opener.apply(registration.provider()), registration);
        } catch (RuntimeException | Error e) {
            registration.release();
            throw e;
        }
    }

    /** Sets the current one aside; returned when nobody uses it and it can be ended at once. */
    private Optional<Opened<M>> retire() {
        Optional<Opened<M>> old = current;
        current = Optional.empty();
        old.ifPresent(opened -> opened.retired = true);
        return old.filter(opened -> opened.borrowers == 0);
    }

    private static void end(Opened<?> opened) {
        try {
            ((AutoCloseable) opened.model).close();
        } catch (Exception e) {
            throw new IllegalStateException("a model must close without failing", e);
        } finally {
            opened.from.release();
        }
    }

    /** Lets go of a provider that was removed, without waiting for the next call. */
    void retireIfStale() {
        retireWhen(() -> current.isPresent() && !directory.isCurrent(current.get().from));
    }

    void close() {
        retireWhen(
                () -> {
                    closed = true;
                    return true;
                });
    }

    private void retireWhen(Supplier<Boolean> condition) {
        Optional<Opened<M>> idle = Optional.empty();
        lock.lock();
        try {
            if (condition.get()) {
                idle = retire();
            }
        } finally {
            lock.unlock();
        }
        idle.ifPresent(SharedModel::end);
    }
}
