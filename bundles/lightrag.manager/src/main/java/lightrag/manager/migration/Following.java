package lightrag.manager.migration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
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

    private final Backlog backlog = new Backlog();
    private final ReentrantLock order = new ReentrantLock();
    private long number;
    private volatile Optional<Thread> applier = Optional.empty();
    private volatile Optional<RuntimeException> failure = Optional.empty();

    /**
     * @param inForce for the number of its last commit
     */
    Following(WorkspaceStorage inForce) {
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

    /** Commits to the stores in force and remembers the commit for the second ones. */
    void commit(
            WorkspaceStorage inForce,
            Collection<? extends Mutation> mutations,
            Durability durability) {
        order.lock();
        try {
            List<Mutation> numbered = new ArrayList<>(mutations.size() + 1);
            numbered.addAll(mutations);
            numbered.add(putNumber(number + 1));
            inForce.commit(numbered, durability);
            number++;
            backlog.add(numbered, durability);
        } finally {
            order.unlock();
        }
    }

    void purged() {
        order.lock();
        try {
            backlog.addPurge();
        } finally {
            order.unlock();
        }
    }

    /**
     * From now on the backlog is applied.
     *
     * @param second stores of the state at which this began, but for what was remembered since
     */
    void start(String workspace, Stores second) {
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
                apply(next.get(), second.storage());
                backlog.applied();
                next = backlog.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    private static void apply(Backlog.Step step, WorkspaceStorage second) {
        if (step.purge()) {
            second.purgeDeleted();
        } else {
            second.commit(step.mutations(), step.durability());
        }
    }

    /** Waits until the second stores are in step; false when they are not in time or never. */
    boolean awaitInStep(Duration limit) throws InterruptedException {
        return backlog.awaitEmpty(limit);
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
