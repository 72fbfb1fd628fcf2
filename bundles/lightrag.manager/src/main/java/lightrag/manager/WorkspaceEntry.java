package lightrag.manager;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import lightrag.api.LightRagException;
import lightrag.api.WorkspaceId;
import lightrag.tenant.control.WorkspaceState;
import lightrag.tenant.control.WorkspaceState.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One workspace. Its lock guards the change of phase and nothing that takes time, with one
 * exception: asking an engine whether it is idle, which never blocks by contract.
 */
final class WorkspaceEntry {

    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceEntry.class);

    private static final Duration QUARANTINE_RETRY = Duration.ofMinutes(1);

    private final WorkspaceId workspace;
    private final Surroundings around;
    private final ReentrantLock lock = new ReentrantLock();
    // Engines that were replaced and still have leases; guarded by the lock.
    private final Set<EngineHandle> draining = new LinkedHashSet<>();
    private volatile Phase phase = new Phase.Closed();

    WorkspaceEntry(WorkspaceId workspace, Surroundings around) {
        this.workspace = workspace;
        this.around = around;
    }

    WorkspaceId workspace() {
        return workspace;
    }

    Phase phase() {
        return phase;
    }

    /** The engine, used once more, when it is open right now. Takes no lock. */
    Optional<EngineHandle> tryUse() {
        return phase instanceof Phase.Usable open && open.engine().tryUse()
                ? Optional.of(open.engine())
                : Optional.empty();
    }

    /** Opens the workspace when it has to be, and says what to do. Does not block. */
    Step next() {
        Instant now = around.clock().instant();
        lock.lock();
        try {
            return switch (phase) {
                case Phase.Usable open when open.engine().tryUse() -> new Step.Use(open.engine());
                case Phase.Usable open ->
                        throw new IllegalStateException("retired and still current: " + workspace);
                case Phase.Opening(var done, _) -> new Step.Await(done);
                case Phase.Closing(var done) -> new Step.Await(done);
                case Phase.BackingOff(var why, _, var until) when now.isBefore(until) ->
                        new Step.Refuse(why.exception(workspace, Duration.between(now, until)));
                case Phase.Quarantined(var why, var stamp) when stamp.equals(stampNow()) ->
                        new Step.Refuse(why.exception(workspace, QUARANTINE_RETRY));
                case Phase.BackingOff back -> new Step.Await(startOpening(back.failures()));
                case Phase.Closed _, Phase.Quarantined _ -> new Step.Await(startOpening(0));
                case Phase.Gone _ -> new Step.LookAgain();
            };
        } finally {
            lock.unlock();
        }
    }

    private Optional<WorkspaceFolder.Stamp> stampNow() {
        return around.opener().folder(workspace).stamp();
    }

    private CompletableFuture<Optional<OpenFailure>> startOpening(int failures) {
        CompletableFuture<Optional<OpenFailure>> done = new CompletableFuture<>();
        phase = new Phase.Opening(done, failures);
        start(() -> done.complete(open(failures)));
        return done;
    }

    private void start(Runnable work) {
        Thread.ofVirtual().name("workspace-" + workspace).start(work);
    }

    // ------------------------------------------------------------------ opening

    private Optional<OpenFailure> open(int failures) {
        if (!takeSlot()) {
            move(new Phase.Gone());
            return Optional.of(OpenFailure.busy(busyReason()));
        }
        try {
            move(openStoresAndEngine());
            around.counters().opens.increment();
            if (around.options().get().resume()) {
                reconcile();
            }
            return Optional.empty();
        } catch (Throwable e) {
            around.slots().giveBack();
            return Optional.of(failed(e, failures + 1));
        }
    }

    private String busyReason() {
        return around.stopping().getAsBoolean()
                ? "the server is shutting down."
                : "all "
                        + around.options().get().maxOpen()
                        + " places for open workspaces are in use; try again, or raise"
                        + " LIGHTRAG_MAX_OPEN_WORKSPACES.";
    }

    private boolean takeSlot() {
        try {
            return !around.stopping().getAsBoolean()
                    && around.slots().take(around.options().get().openWait());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Phase.Open openStoresAndEngine() {
        OpenStores stores =
                around.opener().openStores(workspace, () -> start(() -> renewOutdated(1)));
        try {
            EngineHandle engine = openEngine(stores);
            try {
                if (around.options().get().resume()) {
                    engine.engine().resume();
                }
                return new Phase.Open(stores, engine);
            } catch (Throwable e) {
                engine.close();
                throw e;
            }
        } catch (Throwable e) {
            stores.close();
            throw e;
        }
    }

    private EngineHandle openEngine(OpenStores stores) {
        return around.opener().openEngine(workspace, stores, around.slots()::recheck);
    }

    private OpenFailure failed(Throwable error, int failures) {
        OpenFailure failure = OpenFailure.of(error);
        around.counters().failures.increment();
        if (failure.kind() == OpenFailure.Kind.DAMAGED) {
            LOG.error("Workspace {} is set aside: its files are damaged", workspace, error);
            move(new Phase.Quarantined(failure, stampNow()));
        } else {
            Duration delay = Backoff.delay(failures);
            LOG.warn(
                    "Workspace {} can't be opened, not tried again for {}: {}",
                    workspace,
                    delay,
                    failure.reason(),
                    error instanceof LightRagException ? null : error);
            move(new Phase.BackingOff(failure, failures, around.clock().instant().plus(delay)));
        }
        return failure;
    }

    private void move(Phase next) {
        lock.lock();
        try {
            phase = next;
        } finally {
            lock.unlock();
        }
        if (next instanceof Phase.Gone) {
            around.onGone().accept(this);
        }
    }

    // ------------------------------------------------------------------ closing

    /** Starts to close the workspace when nobody uses it; false when somebody does. */
    boolean closeIfUnused(Predicate<EngineHandle> condition) {
        CompletableFuture<Optional<OpenFailure>> done = new CompletableFuture<>();
        Phase.Open open;
        lock.lock();
        try {
            if (!(phase instanceof Phase.Open current)
                    || !draining.isEmpty()
                    || current.stores().mover().active()
                    || !condition.test(current.engine())
                    || !current.engine().retireIfUnused()) {
                return false;
            }
            open = current;
            phase = new Phase.Closing(done);
        } finally {
            lock.unlock();
        }
        start(() -> finish(open, true, done));
        return true;
    }

    /** As {@link #close}, when its stores meet a condition. */
    CompletableFuture<Void> closeIf(Predicate<OpenStores> condition, Duration limit) {
        return switch (phase) {
            case Phase.Usable open when condition.test(open.stores()) -> close(limit);
            case Phase.Opening(var opened, _) ->
                    opened.thenCompose(outcome -> closeIf(condition, limit));
            default -> CompletableFuture.completedFuture(null);
        };
    }

    /**
     * Closes the workspace whoever uses it: background work has the limit to reach a safe point and
     * calls to end; what is left then is cut. Completes when all is closed.
     */
    CompletableFuture<Void> close(Duration limit) {
        CompletableFuture<Optional<OpenFailure>> done = new CompletableFuture<>();
        lock.lock();
        try {
            switch (phase) {
                case Phase.Open open -> {
                    startDraining(open, limit, limit, done);
                    return done.thenAccept(outcome -> {});
                }
                case Phase.Renewing(_, _, var over) -> {
                    return over.thenCompose(outcome -> close(limit));
                }
                case Phase.Opening(var opened, _) -> {
                    return opened.thenCompose(outcome -> close(limit));
                }
                case Phase.Closing(var closed) -> {
                    return closed.thenAccept(outcome -> {});
                }
                case Phase.Closed _, Phase.BackingOff _, Phase.Quarantined _, Phase.Gone _ ->
                        phase = new Phase.Gone();
            }
        } finally {
            lock.unlock();
        }
        around.onGone().accept(this);
        return CompletableFuture.completedFuture(null);
    }

    /** Called with the lock held. */
    private void startDraining(
            Phase.Usable open,
            Duration workLimit,
            Duration leaseLimit,
            CompletableFuture<Optional<OpenFailure>> done) {
        phase = new Phase.Closing(done);
        start(() -> drain(open, workLimit, leaseLimit, done));
    }

    private void drain(
            Phase.Usable open,
            Duration workLimit,
            Duration leaseLimit,
            CompletableFuture<Optional<OpenFailure>> done) {
        long start = System.nanoTime();
        EngineHandle engine = open.engine();
        boolean finished = false;
        try {
            // Only an engine that nobody used can be known to leave nothing over.
            finished = engine.retireIfUnused();
            engine.retire();
            if (!engine.engine().quiesce(workLimit)) {
                LOG.warn("Work of workspace {} reached no safe point in time", workspace);
            }
            awaitDrained(engine, leaseLimit.minusNanos(System.nanoTime() - start));
            for (EngineHandle old : replaced()) {
                awaitDrained(old, leaseLimit.minusNanos(System.nanoTime() - start));
                old.close();
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Workspace {} is closed without waiting for its work", workspace, e);
        }
        finish(open, finished, done);
    }

    private List<EngineHandle> replaced() {
        lock.lock();
        try {
            return new ArrayList<>(draining);
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitDrained(EngineHandle engine, Duration limit) {
        try {
            engine.drained().get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            LOG.warn("{} calls of workspace {} have not ended", engine.leases(), workspace);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void finish(
            Phase.Usable open, boolean finished, CompletableFuture<Optional<OpenFailure>> done) {
        try {
            open.engine().close();
            open.stores().marker().removeWhen(() -> finished);
            open.stores().close();
        } finally {
            around.counters().closes.increment();
            around.slots().giveBack();
            move(new Phase.Gone());
            done.complete(Optional.empty());
        }
        if (!finished && !around.stopping().getAsBoolean()) {
            around.onUnfinished().accept(workspace);
        }
    }

    // ------------------------------------------------------------------ another engine

    /**
     * Puts a new engine over the same stores when the present one meets a condition: new calls go
     * to the new one at once, calls of the old one end there; when the old one's background work
     * has ended or reached a safe point, the new one takes it up. Where no new one can be made the
     * old one goes on, or, when what it was made with is gone, the workspace is closed after its
     * last call. Completes when the change is over.
     */
    CompletableFuture<Renewal> renewIf(Predicate<EngineHandle> condition) {
        lock.lock();
        try {
            return switch (phase) {
                case Phase.Open open when condition.test(open.engine()) -> {
                    CompletableFuture<Renewal> over = new CompletableFuture<>();
                    phase = new Phase.Renewing(open.stores(), open.engine(), over);
                    start(() -> over.complete(renew(open, over)));
                    yield over;
                }
                case Phase.Opening(var opened, _) ->
                        opened.thenCompose(outcome -> renewIf(condition));
                case Phase.Renewing(_, _, var over) ->
                        over.thenCompose(outcome -> renewIf(condition));
                default -> CompletableFuture.completedFuture(new Renewal.Needless());
            };
        } finally {
            lock.unlock();
        }
    }

    private Renewal renew(Phase.Open open, CompletableFuture<Renewal> over) {
        EngineHandle old = open.engine();
        OpenStores stores = open.stores();
        long start = System.nanoTime();
        try {
            EngineHandle next = EngineChange.open(() -> openEngine(stores));
            switchTo(stores, old, next, over);
            EngineChange.settle(workspace.value(), old, around.options().get().drainTime());
            awaitEnd(old, next);
            next.engine().resume();
            move(new Phase.Open(stores, next));
            around.counters().renewals.increment();
            around.counters()
                    .renewalMillis
                    .add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            LOG.info("Workspace {} is on engine {} now", workspace, next.version());
            return new Renewal.Done();
        } catch (Throwable e) {
            around.counters().renewalFailures.increment();
            keepOrClose(open, e);
            return new Renewal.Kept(OpenFailure.of(e).reason());
        }
    }

    private void switchTo(
            OpenStores stores,
            EngineHandle old,
            EngineHandle next,
            CompletableFuture<Renewal> over) {
        lock.lock();
        try {
            draining.add(old);
            phase = new Phase.Renewing(stores, next, over);
        } finally {
            lock.unlock();
        }
        old.retire(() -> start(() -> resumeWhenSettled(next)));
    }

    /** Closes a replaced engine after its last call, or when that takes too long. */
    private void awaitEnd(EngineHandle old, EngineHandle next) {
        Duration longest = around.options().get().longestCall();
        old.drained()
                .copy()
                .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (drained, late) -> {
                            if (late != null) {
                                giveUp(old, longest);
                            }
                            endReplaced(old, next);
                        },
                        this::start);
    }

    private void giveUp(EngineHandle old, Duration longest) {
        LOG.error(
                "{} calls of workspace {} have not ended on engine {} for {}: it is given up",
                old.leases(),
                workspace,
                old.version(),
                longest);
        old.cutOff();
        old.interruptCalls();
        around.counters().givenUp.increment();
    }

    /** While the change goes on the old engine may still work; its end resumes the new one. */
    private void resumeWhenSettled(EngineHandle next) {
        if (phase instanceof Phase.Open open && open.engine() == next) {
            resume(next);
        }
    }

    private void endReplaced(EngineHandle old, EngineHandle next) {
        old.close();
        lock.lock();
        try {
            draining.remove(old);
        } finally {
            lock.unlock();
        }
        resumeWhenSettled(next);
        around.slots().recheck();
    }

    private void keepOrClose(Phase.Open open, Throwable error) {
        LOG.warn("Workspace {} gets no new engine", workspace, error);
        // A failure after the switch leaves the new engine in place: it serves, and resumes later.
        Phase.Usable now = phase instanceof Phase.Usable current ? current : open;
        if (around.opener().installed(now.engine())) {
            move(new Phase.Open(now.stores(), now.engine()));
            start(() -> resume(now.engine()));
            return;
        }
        lock.lock();
        try {
            startDraining(
                    now,
                    around.options().get().drainTime(),
                    around.options().get().longestCall(),
                    new CompletableFuture<>());
        } finally {
            lock.unlock();
        }
    }

    private void resume(EngineHandle engine) {
        if (engine.tryUse()) {
            try {
                engine.engine().resume();
            } catch (RuntimeException e) {
                LOG.warn("Workspace {} takes up its work at the next opening", workspace, e);
            } finally {
                engine.endUse();
            }
        }
    }

    // ------------------------------------------------------------------ other stores

    /** Has the workspace moved to the stores that are configured, when it is open. */
    void reconcile() {
        if (phase instanceof Phase.Usable open) {
            start(
                    () -> {
                        around.opener().reconcile(open.stores());
                        renewOutdated(1);
                    });
        }
    }

    /**
     * Has an engine with the settings of the stores in force take over; tried again, ever more
     * slowly, while none can be made.
     *
     * @param attempt from 1
     */
    private void renewOutdated(int attempt) {
        renewIf(engine -> around.opener().outdated(workspace, engine))
                .thenAccept(
                        renewal -> {
                            if (renewal instanceof Renewal.Kept) {
                                CompletableFuture.delayedExecutor(
                                                Backoff.delay(attempt).toMillis(),
                                                TimeUnit.MILLISECONDS,
                                                this::start)
                                        .execute(() -> renewOutdated(attempt + 1));
                            }
                        });
    }

    /**
     * Has its stores opened by another service of their binding, when one opened them. Blocks.
     *
     * @return how long calls waited; empty when they are not open by that service
     */
    Optional<Duration> reopenStores(Object from, Object by) {
        return switch (phase) {
            case Phase.Usable open when open.stores().mover().uses(from) ->
                    Optional.of(reopen(open.stores(), from, by));
            case Phase.Opening(var opened, _) -> {
                opened.join();
                yield reopenStores(from, by);
            }
            case Phase.Closing(var closed) -> {
                closed.join();
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private Duration reopen(OpenStores stores, Object from, Object by) {
        try {
            Duration took = stores.mover().reopen(from, by);
            around.counters().reopened(took);
            return took;
        } catch (RuntimeException | LinkageError e) {
            if (!stores.storage().usable()) {
                // Neither service opens them: the next call tries it from the beginning.
                var _ = close(around.options().get().drainTime());
            }
            throw e;
        } finally {
            reconcile();
        }
    }

    // ------------------------------------------------------------------ upkeep

    /** What was held against the workspace has changed: the next call tries to open it. */
    void forgive(boolean damageToo) {
        lock.lock();
        try {
            if (phase instanceof Phase.BackingOff
                    || (damageToo && phase instanceof Phase.Quarantined)) {
                phase = new Phase.Closed();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes the marker of an open workspace without work; forgets failures nobody asked about.
     */
    void tidy(Instant forgetBefore) {
        if (phase instanceof Phase.Usable open) {
            open.stores().marker().removeWhen(() -> !open.engine().busy());
            open.stores().vectors().tidy();
        }
        boolean forgotten = false;
        lock.lock();
        try {
            if (phase instanceof Phase.BackingOff back && back.until().isBefore(forgetBefore)) {
                phase = new Phase.Gone();
                forgotten = true;
            }
        } finally {
            lock.unlock();
        }
        if (forgotten) {
            around.onGone().accept(this);
        }
    }

    /** Engines that end their last calls. */
    int draining() {
        return replaced().size();
    }

    /** Its engine and those that end their last calls. */
    List<EngineHandle> engines() {
        List<EngineHandle> all = replaced();
        if (phase instanceof Phase.Usable open) {
            all.add(open.engine());
        }
        return all;
    }

    WorkspaceState state() {
        Phase now = phase;
        return switch (now) {
            case Phase.Usable open ->
                    new WorkspaceState(
                            workspace,
                            State.OPEN,
                            open.engine().leases()
                                    + replaced().stream().mapToInt(EngineHandle::leases).sum(),
                            Optional.of(open.engine().version()),
                            Optional.of(open.engine().lastUsed()),
                            Optional.empty());
            case Phase.Opening _ -> state(State.OPENING, Optional.empty());
            case Phase.Closing _ -> state(State.CLOSING, Optional.empty());
            case Phase.BackingOff back ->
                    state(State.BACKING_OFF, Optional.of(back.failure().reason()));
            case Phase.Quarantined(var why, _) ->
                    state(State.QUARANTINED, Optional.of(why.reason()));
            case Phase.Closed _, Phase.Gone _ -> state(State.CLOSED, Optional.empty());
        };
    }

    private WorkspaceState state(State state, Optional<String> problem) {
        return new WorkspaceState(workspace, state, 0, Optional.empty(), Optional.empty(), problem);
    }
}
