package lightrag.manager;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lightrag.api.WorkspaceId;
import lightrag.tenant.Tenant;
import lightrag.tenant.TenantContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts one virtual thread a task, with a tenant of its workspace bound: the caller's when that is
 * of this workspace, else the system's. No task of another workspace can run here.
 */
final class WorkspaceExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceExecutor.class);

    private final WorkspaceId workspace;
    private final UnfinishedMarker marker;
    private final Runnable onTaskEnd;
    private final InstantSource clock;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int running;
    private boolean closed;
    private volatile Instant lastEnd;

    /**
     * @param onTaskEnd told after each task, on its thread
     */
    WorkspaceExecutor(
            WorkspaceId workspace,
            UnfinishedMarker marker,
            Runnable onTaskEnd,
            InstantSource clock) {
        this.workspace = workspace;
        this.marker = marker;
        this.onTaskEnd = onTaskEnd;
        this.clock = clock;
        this.lastEnd = clock.instant();
    }

    /** When its last task ended, or else when it was made. */
    Instant lastEnd() {
        return lastEnd;
    }

    /**
     * @throws RejectedExecutionException the engine was closed
     */
    @Override
    public void execute(Runnable task) {
        Tenant tenant =
                TenantContext.current()
                        .filter(caller -> caller.workspace().equals(workspace))
                        .orElseGet(() -> Tenant.system(workspace));
        starts();
        marker.taskStarts();
        Thread.ofVirtual()
                .name("work-" + workspace)
                .start(() -> TenantContext.run(tenant, () -> work(task)));
    }

    private void starts() {
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException(
                        "The engine of workspace " + workspace + " is closed.");
            }
            running++;
        } finally {
            lock.unlock();
        }
    }

    private void work(Runnable task) {
        threads.add(Thread.currentThread());
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("Background work of workspace {} failed", workspace, e);
        } finally {
            threads.remove(Thread.currentThread());
            marker.taskEnded();
            lastEnd = clock.instant();
            ends();
            onTaskEnd.run();
        }
    }

    private void ends() {
        lock.lock();
        try {
            running--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean working() {
        lock.lock();
        try {
            return running > 0;
        } finally {
            lock.unlock();
        }
    }

    /** No new tasks; waits for those that run, and interrupts them when that takes too long. */
    void close(Duration limit) {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        if (!awaitEnd(limit)) {
            threads.forEach(Thread::interrupt);
            if (!awaitEnd(limit)) {
                LOG.error("Background work of workspace {} does not stop", workspace);
            }
        }
    }

    private boolean awaitEnd(Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (running > 0 && left > 0) {
                left = ended.awaitNanos(left);
            }
            return running == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
