package lightrag.manager.migration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import lightrag.api.StorageFailureException;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps second stores in step with those in force: what is committed there is committed here too, a
 * little later and in the same order. Every commit carries a number, so that two stores can be told
 * to be in step after a kill.
 */
final class Following {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final KeyValueNamespace NAMESPACE = KeyValueNamespace.WORKSPACE_META;
    private static final String NUMBER = "storage.commit";

    /**
     * With more than so many commits to go nothing of the second stores is forced to the disk: they
     * aren't in force before the last ones are, and these force all before them.
     */
    private static final int NEAR = 2;

    /** How long the other model may be away; commits pile up meanwhile. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Backlog backlog = new Backlog();
    // Fair, so that a switch that waits for the commits before it holds up nobody else.
    private final ReentrantLock turn = new ReentrantLock(true);
    private final VectorMaker maker;
    private long number;
    private volatile Optional<Thread> applier = Optional.empty();
    private volatile Optional<Reembedder> reembedder = Optional.empty();
    private volatile Optional<RuntimeException> failure = Optional.empty();

    /**
     * @param inForce for the number of its last commit
     * @param maker of vectors, where both stores hold those of different models
     */
    Following(WorkspaceStorage inForce, VectorMaker maker) {
        this.maker = maker;
        this.number = number(inForce);
    }

    /** Of the last commit that carried one; 0 when none did. */
    static long number(WorkspaceStorage storage) {
        return storage.keyValues(NAMESPACE)
                .get(NUMBER)
                .map(value -> Long.parseLong(new String(value, StandardCharsets.UTF_8)))
                .orElse(0L);
    }

    /** Forces everything to the disk that was committed before. */
    static void mark(WorkspaceStorage storage) {
        storage.commit(List.of(putNumber(number(storage))), Durability.SYNCED);
    }

    private static Mutation putNumber(long number) {
        return new Mutation.PutValue(
                NAMESPACE, NUMBER, Long.toString(number).getBytes(StandardCharsets.UTF_8));
    }

    static Mutation forgetNumber() {
        return new Mutation.DeleteValue(NAMESPACE, NUMBER);
    }

    /**
     * A commit.
     *
     * @param mutations as they were given
     * @param by what made their vectors
     * @param fitting the same for the stores in force
     */
    record Commit(
            Collection<? extends Mutation> mutations,
            Optional<Embedding> by,
            Collection<? extends Mutation> fitting,
            Durability durability) {}

    /** One commit after the other; ends with {@link #endTurn}. */
    void takeTurn() {
        turn.lock();
        backlog.admit();
    }

    void endTurn() {
        turn.unlock();
    }

    /**
     * Commits to the stores in force and remembers the commit for the second ones. The caller has
     * the turn.
     */
    void commit(WorkspaceStorage inForce, Commit commit) {
        inForce.commit(numbered(commit.fitting()), commit.durability());
        backlog.add(numbered(commit.mutations()), commit.by(), commit.durability());
        number++;
    }

    private List<Mutation> numbered(Collection<? extends Mutation> mutations) {
        List<Mutation> numbered = new ArrayList<>(mutations.size() + 1);
        numbered.addAll(mutations);
        numbered.add(putNumber(number + 1));
        return numbered;
    }

    /** The caller has the turn. */
    void purged() {
        backlog.addPurge();
    }

    /** Commits are slowed down from now on, so that the second stores come in step. */
    void drain() {
        backlog.drain();
    }

    /**
     * From now on the backlog is applied.
     *
     * @param second stores of the state at which this began, but for what was remembered since
     * @param trouble told why the model of the second stores has to be asked again
     */
    void start(String workspace, Stores second, Consumer<String> trouble) {
        Consumer<String> told =
                text -> {
                    backlog.stuck(!text.isEmpty());
                    trouble.accept(text);
                };
        reembedder = second.embedding().map(to -> new Reembedder(maker, to, PATIENCE, told));
        applier =
                Optional.of(
                        Thread.ofVirtual()
                                .name("follow-" + workspace)
                                .start(() -> apply(workspace, second)));
    }

    private void apply(String workspace, Stores second) {
        try {
            Optional<Backlog.Step> next = backlog.take();
            while (next.isPresent()) {
                apply(next.get(), second);
                backlog.applied();
                next = backlog.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Progress.Stopped e) {
            LOG.debug("The second stores of workspace {} are not in step", workspace);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The second stores of workspace {} no longer follow", workspace, e);
            failure =
                    Optional.of(
                            e instanceof RuntimeException known
                                    ? known
                                    : new IllegalStateException(e));
            backlog.end();
        }
    }

    private void apply(Backlog.Step step, Stores second) {
        if (step.purge()) {
            apply(second, WorkspaceStorage::purgeDeleted);
            return;
        }
        // Models are asked before the stores are entered, since that takes long.
        List<Mutation> fitting = fitting(step, second);
        Durability durability = backlog.size() > NEAR ? Durability.WRITTEN : step.durability();
        apply(second, storage -> storage.commit(fitting, durability));
    }

    private static void apply(Stores second, Consumer<WorkspaceStorage> change) {
        if (!second.enter()) {
            throw new StorageFailureException("The second stores are closed.");
        }
        try {
            change.accept(second.storage());
        } finally {
            second.leave();
        }
    }

    private List<Mutation> fitting(Backlog.Step step, Stores second) {
        return Embedding.differ(step.by(), second.embedding())
                ? reembedder.orElseThrow().convert(step.mutations())
                : step.mutations();
    }

    /** Waits until the second stores are in step; false when they are not in time or never. */
    boolean awaitInStep(Duration limit) throws InterruptedException {
        return backlog.awaitLeft(0, limit);
    }

    /** As {@link #awaitInStep}, but for the last commit. */
    boolean awaitNear(Duration limit) throws InterruptedException {
        return backlog.awaitLeft(1, limit);
    }

    int behind() {
        return backlog.size();
    }

    boolean lost() {
        return backlog.ended();
    }

    Optional<RuntimeException> failure() {
        return failure;
    }

    /** Ends it; the second stores may be closed when this returns. */
    void stop() {
        backlog.end();
        reembedder.ifPresent(Reembedder::stop);
        applier.ifPresent(Following::join);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
