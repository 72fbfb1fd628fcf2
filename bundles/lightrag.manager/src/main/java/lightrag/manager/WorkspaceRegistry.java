package lightrag.manager;

import java.lang.ref.Cleaner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import lightrag.api.LightRagException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.manager.migration.FormatChange;
import lightrag.tenant.control.Handover;
import lightrag.tenant.control.LightRagLease;
import lightrag.tenant.control.StorageMigration;
import lightrag.tenant.control.WorkspaceState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All workspaces that are open, on their way, or known to be in trouble. Thread-safe. */
final class WorkspaceRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceRegistry.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    // A failure nobody has asked about for this long is forgotten, or memory would grow with names.
    private static final Duration FAILURE_KEPT = Duration.ofMinutes(10);
    // Every row of a large workspace may have to be written anew.
    private static final Duration FORMAT_CHANGE = Duration.ofMinutes(10);
    // Closing engine, tasks and stores after everything has drained.
    private static final Duration CLOSE_TIME = Duration.ofSeconds(15);

    private final ConcurrentHashMap<WorkspaceId, WorkspaceEntry> entries =
            new ConcurrentHashMap<>();
    private final ManagerCounters counters = new ManagerCounters();
    private final Cleaner forgottenLeases = Cleaner.create();
    private final Supplier<ManagerOptions> options;
    private final InstantSource clock;
    private final OpenSlots slots;
    private final WorkspaceOpener opener;
    private final Surroundings surroundings;
    private volatile boolean stopping;

    /**
     * @param onUnfinished told when a workspace was closed with work left over
     */
    WorkspaceRegistry(
            Supplier<ManagerOptions> options,
            WorkspaceOpener opener,
            InstantSource clock,
            Consumer<WorkspaceId> onUnfinished) {
        this.options = options;
        this.clock = clock;
        this.opener = opener;
        this.slots = new OpenSlots(() -> options.get().maxOpen(), this::evictOne);
        this.surroundings =
                new Surroundings(
                        opener,
                        slots,
                        counters,
                        options,
                        clock,
                        () -> stopping,
                        entry -> entries.remove(entry.workspace(), entry),
                        onUnfinished);
    }

    /** See {@link lightrag.tenant.control.RagManager#acquire}. */
    LightRagLease acquire(WorkspaceId workspace) {
        counters.acquires.increment();
        WorkspaceEntry entry = entries.get(workspace);
        Optional<EngineHandle> open = entry == null || stopping ? Optional.empty() : entry.tryUse();
        return lease(
                workspace,
                open.isPresent() ? open.get() : await(workspace, options.get().openWait()));
    }

    private LightRagLease lease(WorkspaceId workspace, EngineHandle used) {
        return new EngineLease(workspace, used, counters.leases, forgottenLeases);
    }

    private EngineHandle await(WorkspaceId workspace, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        counters.waiting.increment();
        try {
            while (true) {
                if (stopping) {
                    throw new UnavailableException("The server is shutting down.", RETRY);
                }
                WorkspaceEntry entry =
                        entries.computeIfAbsent(
                                workspace, name -> new WorkspaceEntry(name, surroundings));
                switch (entry.next()) {
                    case Step.Use(var engine) -> {
                        return engine;
                    }
                    case Step.Refuse(var why) -> throw why;
                    case Step.LookAgain() -> entries.remove(workspace, entry);
                    case Step.Await(var done) ->
                            throwIfPresent(workspace, outcome(workspace, done, deadline, limit));
                }
            }
        } finally {
            counters.waiting.decrement();
        }
    }

    private Optional<OpenFailure> outcome(
            WorkspaceId workspace,
            CompletableFuture<Optional<OpenFailure>> done,
            long deadline,
            Duration limit) {
        try {
            return done.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new UnavailableException(
                    "Workspace "
                            + workspace
                            + " was not ready within "
                            + limit.toSeconds()
                            + " seconds: try again.",
                    RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The call was cancelled.", RETRY);
        } catch (ExecutionException e) {
            throw new UnavailableException(
                    "Workspace " + workspace + " can't be opened; see the log.", RETRY, e);
        }
    }

    private static void throwIfPresent(WorkspaceId workspace, Optional<OpenFailure> failure) {
        if (failure.isPresent()) {
            throw failure.get().exception(workspace, Backoff.FIRST);
        }
    }

    // ------------------------------------------------------------------ what is there

    /** Entries, and folders without one, by name. */
    List<WorkspaceState> states() {
        Map<WorkspaceId, WorkspaceState> states = new TreeMap<>();
        for (WorkspaceId name : WorkspaceFolder.existing(options.get().workingDirectory())) {
            states.put(
                    name,
                    new WorkspaceState(
                            name,
                            WorkspaceState.State.CLOSED,
                            0,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
        }
        entries.values().forEach(entry -> states.put(entry.workspace(), entry.state()));
        return List.copyOf(states.values());
    }

    Map<String, Long> gauges() {
        Map<String, Long> gauges = new TreeMap<>(counters.values());
        gauges.put("open", count(Phase.Usable.class));
        gauges.put("opening", count(Phase.Opening.class));
        gauges.put("closing", count(Phase.Closing.class));
        gauges.put("renewing", count(Phase.Renewing.class));
        gauges.put(
                "engines_draining",
                entries.values().stream().mapToLong(WorkspaceEntry::draining).sum());
        gauges.put("backing_off", count(Phase.BackingOff.class));
        gauges.put("quarantined", count(Phase.Quarantined.class));
        gauges.put("slots_used", (long) slots.used());
        gauges.put("slots_max", (long) options.get().maxOpen());
        return gauges;
    }

    private long count(Class<? extends Phase> kind) {
        return entries.values().stream().filter(entry -> kind.isInstance(entry.phase())).count();
    }

    boolean quarantined(WorkspaceId workspace) {
        WorkspaceEntry entry = entries.get(workspace);
        return entry != null && entry.phase() instanceof Phase.Quarantined;
    }

    /** Whether there is a service of each kind that opening takes. */
    boolean ready() {
        return opener.ready();
    }

    /** Open workspaces with background work. */
    long working() {
        return entries.values().stream()
                .filter(entry -> entry.phase() instanceof Phase.Usable open && open.engine().busy())
                .count();
    }

    // ------------------------------------------------------------------ closing

    /** Closes what is idle and forgets what is stale; called every second or so. */
    void sweep() {
        Instant now = clock.instant();
        Instant idleSince = now.minus(options.get().idleTime());
        for (WorkspaceEntry entry : entries.values()) {
            if (entry.closeIfUnused(engine -> !engine.lastUsed().isAfter(idleSince))) {
                counters.idleCloses.increment();
            }
            entry.tidy(now.minus(FAILURE_KEPT));
        }
        slots.recheck();
    }

    private boolean evictOne() {
        boolean begun =
                entries.values().stream()
                        .map(Candidate::of)
                        .flatMap(Optional::stream)
                        .sorted(Comparator.comparing(Candidate::lastUsed))
                        .anyMatch(candidate -> candidate.entry().closeIfUnused(engine -> true));
        if (begun) {
            counters.evictions.increment();
        }
        return begun;
    }

    /** An open workspace with the time it had when the order was made. */
    private record Candidate(WorkspaceEntry entry, Instant lastUsed) {

        static Optional<Candidate> of(WorkspaceEntry entry) {
            return entry.phase() instanceof Phase.Open open
                    ? Optional.of(new Candidate(entry, open.engine().lastUsed()))
                    : Optional.empty();
        }
    }

    /** Closes everything, all workspaces at once; later calls are refused. Blocks until done. */
    void shutdown() {
        stopping = true;
        Duration limit = options.get().shutdownTime();
        long deadline = System.nanoTime() + limit.plus(CLOSE_TIME).toNanos();
        while (!entries.isEmpty() && System.nanoTime() < deadline) {
            if (!together(entry -> entry.close(limit), deadline)) {
                break;
            }
        }
        if (!entries.isEmpty()) {
            LOG.error("Not closed in time: {}", entries.keySet());
        }
    }

    // ------------------------------------------------------------------ changes around it

    /** Services have arrived: what failed for want of them may be tried at once. */
    void servicesArrived() {
        entries.values().forEach(entry -> entry.forgive(false));
        entries.values().forEach(WorkspaceEntry::reconcile);
        if (!opener.plan().plan().versions().isEmpty()) {
            followPlan();
        }
    }

    /**
     * Gives every open workspace the engine version it should have. Completes when all changes are
     * over.
     */
    CompletableFuture<Handover> followPlan() {
        Map<WorkspaceId, CompletableFuture<Renewal>> changes = new TreeMap<>();
        for (WorkspaceEntry entry : entries.values()) {
            entry.forgive(false);
            changes.put(entry.workspace(), follow(entry));
        }
        return CompletableFuture.allOf(changes.values().toArray(CompletableFuture[]::new))
                .thenApply(over -> handover(changes));
    }

    private CompletableFuture<Renewal> follow(WorkspaceEntry entry) {
        WorkspaceId workspace = entry.workspace();
        Predicate<EngineHandle> outdated = engine -> !opener.asPlanned(workspace, engine);
        return switch (entry.phase()) {
            case Phase.Opening(var done, _) -> done.thenCompose(outcome -> follow(entry));
            case Phase.Renewing(_, _, var over) -> over.thenCompose(outcome -> follow(entry));
            case Phase.Open open
                    when outdated.test(open.engine())
                            && opener.changesFormat(workspace, open.engine()) ->
                    reopen(entry);
            default -> entry.renewIf(outdated);
        };
    }

    /**
     * Engines of different formats can't share stores: the workspace is closed, and brought into
     * the other format when it is opened. Its calls wait meanwhile.
     */
    private CompletableFuture<Renewal> reopen(WorkspaceEntry entry) {
        return entry.close(options.get().drainTime())
                .thenApplyAsync(
                        closed -> opened(entry.workspace()),
                        task -> Thread.ofVirtual().name("workspace-reopen").start(task));
    }

    private Renewal opened(WorkspaceId workspace) {
        try {
            lease(workspace, await(workspace, FORMAT_CHANGE)).close();
            return new Renewal.Done();
        } catch (LightRagException e) {
            return new Renewal.Kept(String.valueOf(e.getMessage()));
        }
    }

    private static Handover handover(Map<WorkspaceId, CompletableFuture<Renewal>> changes) {
        Set<WorkspaceId> moved = new TreeSet<>();
        Map<WorkspaceId, String> kept = new TreeMap<>();
        changes.forEach(
                (workspace, change) -> {
                    switch (change.join()) {
                        case Renewal.Done() -> moved.add(workspace);
                        case Renewal.Kept(String reason) -> kept.put(workspace, reason);
                        case Renewal.Needless() -> {}
                    }
                });
        return new Handover(moved, kept);
    }

    /**
     * Has the stores that one service opened opened by another one of the same binding, one
     * workspace after the other. Blocks until done.
     *
     * @param reopened told how long calls waited, or why a workspace stays with the former service
     */
    void reopenStores(Object from, Object by, BiConsumer<WorkspaceId, Reopening> reopened) {
        for (WorkspaceEntry entry : entries.values()) {
            try {
                entry.reopenStores(from, by)
                        .ifPresent(
                                took ->
                                        reopened.accept(
                                                entry.workspace(), new Reopening.Done(took)));
            } catch (RuntimeException | LinkageError e) {
                LOG.error("Workspace {} stays with the former storage", entry.workspace(), e);
                reopened.accept(entry.workspace(), new Reopening.Kept(OpenFailure.of(e).reason()));
            }
        }
    }

    /** Counts a move of stores when they have changed places. */
    void told(StorageMigration migration) {
        switch (migration.phase()) {
            case SWITCHED, RETURNED -> migration.switchTook().ifPresent(counters::switched);
            default -> {}
        }
    }

    /** Workspaces that keep former stores after a move to another binding, open or not. */
    List<WorkspaceId> keepingMovedStores() {
        return WorkspaceFolder.existing(options.get().workingDirectory()).stream()
                .filter(name -> FormatChange.blocked(opener.folder(name).stores()))
                .toList();
    }

    /** Stores of all open workspaces. */
    List<OpenStores> openStores() {
        return entries.values().stream()
                .map(WorkspaceEntry::phase)
                .filter(Phase.Usable.class::isInstance)
                .map(phase -> ((Phase.Usable) phase).stores())
                .toList();
    }

    /**
     * Stores of a workspace that is open.
     *
     * @throws UnavailableException it is not
     */
    OpenStores stores(WorkspaceId workspace) {
        WorkspaceEntry entry = entries.get(workspace);
        if (entry != null && entry.phase() instanceof Phase.Usable open) {
            return open.stores();
        }
        throw new UnavailableException("Workspace " + workspace + " is being closed.", RETRY);
    }

    /** All engines there are, those included that end their last calls. */
    List<EngineHandle> engines() {
        return entries.values().stream().flatMap(entry -> entry.engines().stream()).toList();
    }

    /**
     * Engines made with a service that has gone are replaced. Blocks until done, within limits,
     * when there is another service to replace them with; otherwise that one may only come once
     * this returns, so nothing is waited for.
     */
    void engineServiceGone(Object key) {
        openStores().forEach(stores -> stores.vectors().serviceGone(key));
        Predicate<EngineHandle> madeWithIt =
                engine ->
                        engine.services().factory().key().equals(key)
                                || engine.services().gateway().key().equals(key);
        Duration limit =
                opener.ready()
                        ? options.get().drainTime().multipliedBy(2).plus(CLOSE_TIME)
                        : Duration.ZERO;
        together(entry -> entry.renewIf(madeWithIt), System.nanoTime() + limit.toNanos());
    }

    /** Workspaces on a storage binding that has gone are closed. Blocks until done. */
    void storageGone(Object key) {
        openStores().stream()
                .filter(stores -> !stores.storage().inForceOf(key))
                .forEach(stores -> stores.mover().secondGone(key));
        Duration drain = options.get().drainTime();
        together(
                entry -> entry.closeIf(stores -> stores.storage().inForceOf(key), drain),
                System.nanoTime() + drain.plus(CLOSE_TIME).toNanos());
    }

    /** Settings of one workspace, or of all, have changed: engines with older ones are replaced. */
    void settingsChanged(Optional<WorkspaceId> only) {
        for (WorkspaceEntry entry : entries.values()) {
            if (only.isEmpty() || only.get().equals(entry.workspace())) {
                entry.forgive(true);
                entry.renewIf(engine -> opener.outdated(entry.workspace(), engine));
                entry.reconcile();
            }
        }
    }

    /** Gives a workspace an engine with its present settings; completes when that is over. */
    CompletableFuture<Renewal> followSettings(WorkspaceId workspace) {
        WorkspaceEntry entry = entries.get(workspace);
        return entry == null
                ? CompletableFuture.completedFuture(new Renewal.Needless())
                : entry.renewIf(engine -> opener.outdated(workspace, engine));
    }

    /** Whether new calls of a workspace go to an engine with its present settings. */
    boolean onPresentSettings(WorkspaceId workspace) {
        WorkspaceEntry entry = entries.get(workspace);
        return entry == null
                || (entry.phase() instanceof Phase.Usable open
                        && !opener.outdated(workspace, open.engine()));
    }

    /** Starts something for every entry and waits for all; false when that took too long. */
    private boolean together(
            Function<WorkspaceEntry, ? extends CompletableFuture<?>> action, long deadline) {
        CompletableFuture<?>[] all =
                entries.values().stream().map(action).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(all)
                    .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            LOG.error("A workspace could not be changed", e.getCause());
            return true;
        }
    }
}
