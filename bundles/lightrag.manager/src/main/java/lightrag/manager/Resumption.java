package lightrag.manager;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import lightrag.api.ConflictException;
import lightrag.api.LightRagException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens workspaces that have unfinished work without waiting for a request: at start those whose
 * marker a former process left, later those that had to be closed in the middle of work. Workspaces
 * that fail are tried again until they open.
 */
final class Resumption {

    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);
    private static final int AT_ONCE = 4;
    private static final Duration SHORTEST_RETRY = Duration.ofMillis(500);
    private static final Duration CONFLICT_RETRY = Duration.ofSeconds(10);

    private final WorkspaceRegistry registry;
    private final Supplier<ManagerOptions> options;
    private final ScheduledExecutorService scheduler;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private int attempts;

    Resumption(
            WorkspaceRegistry registry,
            Supplier<ManagerOptions> options,
            ScheduledExecutorService scheduler) {
        this.registry = registry;
        this.options = options;
        this.scheduler = scheduler;
    }

    /** Takes up all workspaces whose marker is there; one look at each folder, nothing opened. */
    void start() {
        List<WorkspaceId> unfinished =
                WorkspaceFolder.existing(options.get().workingDirectory()).stream()
                        .filter(this::marked)
                        .toList();
        if (!unfinished.isEmpty()) {
            LOG.info("{} workspaces have unfinished work: {}", unfinished.size(), unfinished);
        }
        unfinished.forEach(workspace -> later(workspace, Duration.ZERO));
    }

    /** Takes up one workspace when its marker is there. */
    void add(WorkspaceId workspace) {
        if (marked(workspace)) {
            later(workspace, SHORTEST_RETRY);
        }
    }

    private boolean marked(WorkspaceId workspace) {
        return Files.exists(WorkspaceFolder.of(workspace, options.get()).unfinishedFile());
    }

    private void later(WorkspaceId workspace, Duration delay) {
        try {
            scheduler.schedule(
                    () ->
                            Thread.ofVirtual()
                                    .name("resume-" + workspace)
                                    .start(() -> attempt(workspace)),
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Workspace {} resumes at the next start", workspace);
        }
    }

    private void attempt(WorkspaceId workspace) {
        if (!admitted()) {
            later(workspace, SHORTEST_RETRY);
            return;
        }
        try {
            registry.acquire(workspace).close();
        } catch (UnavailableException e) {
            retry(workspace, e.retryAfter());
        } catch (ConflictException e) {
            retry(workspace, CONFLICT_RETRY);
        } catch (LightRagException e) {
            LOG.error("Unfinished work of workspace {} is not taken up", workspace, e);
        } finally {
            attemptEnded();
        }
    }

    /**
     * Not before services are there, which takes a while at start; and half of all places stay free
     * for callers, however much work was left over.
     */
    private boolean admitted() {
        lock.lock();
        try {
            long half = Math.max(1, options.get().maxOpen() / 2);
            if (!registry.ready() || attempts >= AT_ONCE || registry.working() + attempts >= half) {
                return false;
            }
            attempts++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void attemptEnded() {
        lock.lock();
        try {
            attempts--;
        } finally {
            lock.unlock();
        }
    }

    private void retry(WorkspaceId workspace, Duration delay) {
        if (registry.quarantined(workspace)) {
            LOG.error("Unfinished work of workspace {} waits until it is repaired", workspace);
            return;
        }
        later(workspace, delay.compareTo(SHORTEST_RETRY) < 0 ? SHORTEST_RETRY : delay);
    }
}
