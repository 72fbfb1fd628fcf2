package lightrag.manager.migration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import lightrag.api.ConflictException;
import lightrag.api.UnavailableException;
import lightrag.tenant.control.StorageMigration;

/** What an operator can do with the stores of one open workspace. Thread-safe. */
public final class StorageMover implements AutoCloseable {

    /**
     * @param turns how many may copy at once on this server
     * @param listener told of every change of phase
     * @param worked told when a copy begins and when it has ended
     * @param switched run when other stores are in force: engines of another embedding model have
     *     to take over
     */
    public record Surroundings(
            Semaphore turns, Consumer<StorageMigration> listener, Work worked, Runnable switched) {}

    /** Work that a restart must take up. */
    public interface Work {
        void starts();

        void ended();
    }

    /** Calls on stores that another service shall open may take this long to end. */
    private static final Duration REOPEN_LIMIT = Duration.ofMinutes(1);

    private final SwitchableStorage storage;
    private final Path folder;
    private final Surroundings around;
    private final ReentrantLock control = new ReentrantLock();
    // Guarded by the lock for writing.
    private volatile Optional<Migration> migration = Optional.empty();
    private volatile Optional<Thread> runner = Optional.empty();
    private volatile boolean closed;

    public StorageMover(SwitchableStorage storage, Path folder, Surroundings around) {
        this.storage = storage;
        this.folder = folder;
        this.around = around;
    }

    /** Of the stores in force. */
    public String type() {
        return storage.inForce().type();
    }

    /** Former stores that are kept. */
    public Optional<Binding> kept() {
        return storage.bindings().keptOther() ? storage.bindings().other() : Optional.empty();
    }

    /** The last migration since the workspace was opened. */
    public Optional<StorageMigration> state() {
        return migration.map(Migration::state);
    }

    /** Whether a copy is under way. */
    public boolean active() {
        return migration.filter(Migration::active).isPresent();
    }

    /**
     * @throws ConflictException to have such stores, former ones would have to go first
     */
    public void require(Binding.Wanted wanted) {
        Optional<Binding> kept = kept();
        if (kept.isPresent() && !storage.inForce().fits(wanted) && !kept.get().fits(wanted)) {
            throw new ConflictException(
                    "Workspace %s keeps its former stores (%s): confirm the last move or take it back first."
                            .formatted(storage.workspace(), kept.get()));
        }
    }

    /**
     * Has stores as they are wanted in force, in the background: nothing when they are, the way
     * back when such stores are kept, else a copy. A copy to others is stopped.
     *
     * @param rowsPerSecond of the copy; 0 = as fast as it goes
     * @throws ConflictException others are kept and not confirmed
     */
    public void want(Binding.Wanted wanted, long rowsPerSecond) {
        control.lock();
        try {
            if (closed) {
                return;
            }
            if (active()) {
                if (migration.filter(it -> it.target().fits(wanted)).isPresent()) {
                    return;
                }
                stopCopy(Migration::stop);
            }
            require(wanted);
            if (storage.inForce().fits(wanted)) {
                return;
            }
            if (kept().isPresent()) {
                goBack(rowsPerSecond);
            } else {
                start(
                        new Binding(
                                wanted.type(),
                                freeFolder(folder, storage.inForce()),
                                wanted.embedding().or(() -> storage.inForce().embedding())),
                        rowsPerSecond);
            }
        } finally {
            control.unlock();
        }
    }

    /** A name for further stores of a workspace. */
    static String freeFolder(Path folder, Binding inForce) {
        int number = 2;
        while (Files.exists(folder.resolve("stores-" + number))
                || inForce.folder().equals("stores-" + number)) {
            number++;
        }
        return "stores-" + number;
    }

    private void start(Binding target, long rowsPerSecond) {
        Migration next =
                new Migration(
                        storage,
                        target,
                        new Migration.Terms(
                                folder,
                                rowsPerSecond,
                                around.turns(),
                                around.listener(),
                                around.switched()));
        migration = Optional.of(next);
        around.worked().starts();
        runner =
                Optional.of(
                        Thread.ofVirtual()
                                .name("migrate-" + storage.workspace())
                                .start(
                                        () -> {
                                            try {
                                                next.run();
                                            } finally {
                                                around.worked().ended();
                                            }
                                        }));
    }

    private void goBack(long rowsPerSecond) {
        Binding former = storage.bindings().other().orElseThrow();
        if (!storage.inStep()) {
            // What was committed since is missing there: a fresh copy takes its place.
            storage.abandon();
            start(former, rowsPerSecond);
            return;
        }
        try {
            Duration took = storage.swapBack();
            around.switched().run();
            migration.ifPresent(it -> it.returned(former.toString(), took));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The call was cancelled.", Duration.ofSeconds(1), e);
        }
    }

    /**
     * Stops a copy; nothing of it remains. The stores in force stay.
     *
     * @throws ConflictException there is none
     */
    public void cancel() {
        control.lock();
        try {
            if (!active()) {
                throw new ConflictException(
                        "No copy of workspace %s is under way.".formatted(storage.workspace()));
            }
            stopCopy(Migration::stop);
        } finally {
            control.unlock();
        }
    }

    private void stopCopy(Consumer<Migration> how) {
        migration.ifPresent(how);
        runner.ifPresent(StorageMover::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The call was cancelled.", Duration.ofSeconds(1), e);
        }
    }

    /**
     * Deletes the stores that are not in force.
     *
     * @throws ConflictException there are none, or their copy is under way
     */
    public void confirm() {
        control.lock();
        try {
            if (active() || kept().isEmpty()) {
                throw new ConflictException(
                        "Workspace %s keeps no former stores.".formatted(storage.workspace()));
            }
            if (storage.keepsFormerFormat()) {
                throw new ConflictException(
                        "The former stores are of an older format: confirm the engine instead.");
            }
            storage.confirm();
            migration.ifPresent(
                    it ->
                            it.settle(
                                    StorageMigration.Phase.CONFIRMED,
                                    "The stores that are not in force are deleted."));
        } finally {
            control.unlock();
        }
    }

    /** Whether stores are open, or being copied, by a service. */
    public boolean uses(Object provider) {
        return storage.inForceOf(provider)
                || storage.secondOf(provider)
                || migration.filter(it -> it.copiesTo(provider)).isPresent();
    }

    /**
     * Has stores that one service opened opened by another one of the same binding, between two
     * calls on them. A copy that works with them is stopped, to begin anew.
     *
     * @return how long calls waited
     * @throws UnavailableException calls on them do not end; they stay as they are
     */
    public Duration reopen(Object from, Object by) {
        control.lock();
        try {
            if (closed) {
                return Duration.ZERO;
            }
            if (active() && uses(from)) {
                stopCopy(Migration::stop);
            }
            return storage.reopen(from, by, REOPEN_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The call was cancelled.", Duration.ofSeconds(1), e);
        } finally {
            control.unlock();
        }
    }

    /** A storage binding's service goes; the stores in force are not of it. */
    public void secondGone(Object provider) {
        control.lock();
        try {
            if (migration.filter(it -> it.copiesTo(provider)).isPresent()) {
                stopCopy(Migration::stop);
            }
            storage.secondGone(provider);
        } finally {
            control.unlock();
        }
    }

    /** Stops a copy where it is; the next opening begins it anew. Closes the stores. */
    @Override
    public void close() {
        control.lock();
        try {
            closed = true;
            if (active()) {
                stopCopy(Migration::suspend);
            }
        } finally {
            control.unlock();
            storage.close();
        }
    }
}
