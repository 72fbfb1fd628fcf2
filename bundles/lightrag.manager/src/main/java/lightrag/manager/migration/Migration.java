package lightrag.manager.migration;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import lightrag.api.LightRagException;
import lightrag.api.StorageFailureException;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.Mutation;
import lightrag.tenant.control.StorageMigration;
import lightrag.tenant.control.StorageMigration.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One move of a workspace to other stores: snapshot, copy, comparison, catching up, switch. Until
 * the switch it can be stopped at any moment, and nothing of it remains.
 */
final class Migration {

    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

    /** Folder of the state that is copied, below the workspace's. */
    static final String SNAPSHOT = "snapshot";

    /**
     * @param folder of the workspace
     * @param rowsPerSecond 0 = as fast as it goes
     * @param turns how many may copy at once on this server
     * @param listener told of every change of phase
     * @param switched run when the new stores are in force
     */
    record Terms(
            Path folder,
            long rowsPerSecond,
            Semaphore turns,
            Consumer<StorageMigration> listener,
            Runnable switched) {}

    /** How long the new model may be away. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final SwitchableStorage storage;
    private final Binding target;
    private final Terms terms;
    private final Progress progress;
    private final Binding source;
    private final Optional<Reembedder> reembedder;
    private final Instant started = Instant.now();
    private volatile Phase phase = Phase.WAITING;
    private volatile String message = "";
    private volatile long rowsTotal;
    private volatile Optional<Duration> switchTook = Optional.empty();
    private volatile Map<String, String> digests = Map.of();
    private volatile Optional<Instant> ended = Optional.empty();
    private volatile Optional<Stores> copy = Optional.empty();
    private volatile boolean suspended;

    Migration(SwitchableStorage storage, Binding target, Terms terms) {
        this.storage = storage;
        this.target = target;
        this.terms = terms;
        this.source = storage.inForce();
        this.progress = new Progress(terms.rowsPerSecond());
        this.reembedder =
                Embedding.differ(source.embedding(), target.embedding())
                        ? target.embedding().map(this::reembedder)
                        : Optional.empty();
    }

    private Reembedder reembedder(Embedding to) {
        return new Reembedder(storage.maker(), to, PATIENCE, this::trouble);
    }

    private void trouble(String text) {
        message = text;
        if (!text.isEmpty()) {
            LOG.warn("Workspace {}: {} to {}: {}", storage.workspace(), source, target, text);
        }
    }

    Binding target() {
        return target;
    }

    StorageMigration state() {
        return new StorageMigration(
                new WorkspaceId(storage.workspace()),
                source.type(),
                target.type(),
                reembedder.flatMap(it -> source.embedding()).map(Embedding::toString),
                reembedder.flatMap(it -> target.embedding()).map(Embedding::toString),
                phase,
                progress.rows(),
                rowsTotal,
                storage.following().map(Following::behind).orElse(0),
                switchTook,
                digests,
                storage.inStep(),
                started,
                ended,
                message);
    }

    boolean active() {
        return switch (phase) {
            case WAITING, COPYING, COMPARING, CATCHING_UP -> true;
            default -> false;
        };
    }

    boolean copiesTo(Object provider) {
        return active() && copy.filter(stores -> stores.of(provider)).isPresent();
    }

    /** Blocks until the new stores are in force, or it has failed or was stopped. */
    void run() {
        boolean admitted = false;
        try {
            terms.turns().acquire();
            admitted = true;
            progress.check();
            copyAndSwitch();
        } catch (Progress.Stopped | InterruptedException e) {
            undo(Phase.CANCELLED, "Stopped before the switch; nothing has changed.");
        } catch (LightRagException e) {
            LOG.warn("Workspace {} stays on {}", storage.workspace(), source, e);
            undo(Phase.FAILED, String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Workspace {} stays on {}", storage.workspace(), source, e);
            undo(Phase.FAILED, "An unexpected " + e.getClass().getSimpleName() + "; see the log.");
        } finally {
            if (admitted) {
                terms.turns().release();
            }
        }
    }

    private void copyAndSwitch() throws InterruptedException {
        Binding snapshot = new Binding(source.type(), SNAPSHOT);
        storage.announce(target);
        storage.opener().delete(snapshot);
        storage.opener().delete(target);
        Stores next = storage.opener().open(target);
        copy = Optional.of(next);
        Following remembered = storage.snapshot(terms.folder().resolve(SNAPSHOT));
        try (Stores still = storage.opener().open(snapshot)) {
            rowsTotal = SnapshotCopy.rows(still.storage());
            enter(Phase.COPYING);
            new SnapshotCopy(still.storage(), next.storage(), reembedder, progress).run();
            enter(Phase.COMPARING);
            compare(still, next);
        }
        storage.opener().delete(snapshot);
        enter(Phase.CATCHING_UP);
        remembered.start(storage.workspace(), next, this::trouble);
        Patience patience = new Patience();
        while (switchTook.isEmpty()) {
            progress.check();
            switchTook = storage.switchTo(next, patience.next());
        }
        terms.switched().run();
        message = "In force. The former stores follow until this is confirmed or taken back.";
        ended = Optional.of(Instant.now());
        enter(Phase.SWITCHED);
    }

    private void compare(Stores still, Stores next) {
        Optional<Mutation.PutValue> facts = reembedder.map(Reembedder::facts);
        Map<String, String> wanted = StoreDigest.of(still.storage(), facts, progress);
        Map<String, String> got = StoreDigest.of(next.storage(), facts, progress);
        digests = new TreeMap<>(got);
        if (!wanted.equals(got)) {
            Map<String, String> differing = new TreeMap<>(wanted);
            differing.entrySet().removeIf(it -> it.getValue().equals(got.get(it.getKey())));
            throw new StorageFailureException(
                    "The copy differs from the present stores in " + differing.keySet() + ".");
        }
    }

    private void undo(Phase outcome, String why) {
        if (storage.inForce().samePlace(target)) {
            LOG.error("The switch of {} took place; what followed it failed", storage.workspace());
            settle(Phase.SWITCHED, "In force. " + why);
            return;
        }
        try {
            storage.following().ifPresent(Following::stop);
            copy.ifPresent(Stores::close);
            if (!suspended) {
                storage.abandon();
                SwitchableStorage.deleteQuietly(storage.opener(), target);
                SwitchableStorage.deleteQuietly(
                        storage.opener(), new Binding(source.type(), SNAPSHOT));
            }
        } catch (RuntimeException e) {
            LOG.error("What is left of the copy of {} stays", storage.workspace(), e);
        }
        message = why;
        ended = Optional.of(Instant.now());
        enter(outcome);
    }

    private void enter(Phase next) {
        phase = next;
        LOG.info("Workspace {}: {} to {}: {}", storage.workspace(), source, target, next);
        try {
            terms.listener().accept(state());
        } catch (RuntimeException e) {
            LOG.warn("Somebody who is told of migrations failed", e);
        }
    }

    /** It ends soon, unless the switch is over already. */
    void stop() {
        progress.stop();
        reembedder.ifPresent(Reembedder::stop);
    }

    /** As {@link #stop}, leaving on disk what a later opening begins anew from. */
    void suspend() {
        suspended = true;
        stop();
    }

    /** The former stores are in force again; commits waited that long. */
    void returned(String type, Duration took) {
        switchTook = Optional.of(took);
        settle(
                Phase.RETURNED,
                "Back on %s within %d ms; confirm to delete the other stores."
                        .formatted(type, took.toMillis()));
    }

    /** The switch is history. */
    void settle(Phase outcome, String why) {
        message = why;
        enter(outcome);
    }
}
