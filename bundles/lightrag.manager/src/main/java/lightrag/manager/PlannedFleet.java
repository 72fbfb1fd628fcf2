package lightrag.manager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import lightrag.api.ConflictException;
import lightrag.api.InvalidInputException;
import lightrag.api.NotFoundException;
import lightrag.api.WorkspaceId;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.engine.StorageFormat;
import lightrag.tenant.control.EngineFleet;
import lightrag.tenant.control.EngineVersion;
import lightrag.tenant.control.FleetPlan;
import lightrag.tenant.control.Handover;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** Changes the plan: on disk first, then for new engines, then for open workspaces. Thread-safe. */
final class PlannedFleet implements EngineFleet {

    private final WorkspaceRegistry registry;
    private final EnginePlan plan;
    private final ServicePool<LightRagFactory> factories;
    private final PlanFile file;
    private final ReentrantLock changing = new ReentrantLock();
    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();

    private record Waiting(String version, CompletableFuture<Void> unused) {}

    PlannedFleet(WorkspaceRegistry registry, WorkspaceOpener opener, PlanFile file) {
        this.registry = registry;
        this.plan = opener.plan();
        this.factories = opener.pools().factories();
        this.file = file;
        FleetPlan stored = file.read();
        plan.change(before -> stored);
        factories.onRelease(this::tellUnused);
    }

    @Override
    public FleetPlan plan() {
        return plan.plan();
    }

    @Override
    public CompletionStage<Handover> activate(String version) {
        return activate(version, false);
    }

    @Override
    public CompletionStage<Handover> activate(String version, boolean migrate) {
        requireConfirmed();
        if (!migrate || !migrates(version)) {
            requireUsable(version);
            return change(now -> now.activated(version));
        }
        requireServing(version);
        requireOneFormat();
        return change(now -> now.migrated(version));
    }

    /** Whether a version reads what the active one writes, and writes a newer format itself. */
    private boolean migrates(String version) {
        StorageFormat next = format(version);
        return activeFormat()
                .map(now -> now.written() < next.written() && next.oldestRead() <= now.written())
                .orElse(true);
    }

    /** While a format is not confirmed there is the way back to the one before, and no other. */
    private void requireConfirmed() {
        if (plan.plan().unconfirmed()) {
            throw new ConflictException(
                    "The storage format of engine "
                            + plan.plan().active().orElse("")
                            + " is not confirmed: confirm it or roll back first.");
        }
    }

    /** All workspaces go into a new format together, each with its own way back. */
    private void requireOneFormat() {
        FleetPlan now = plan.plan();
        if (!now.assigned().isEmpty() || now.share().isPresent()) {
            throw new ConflictException(
                    "Some workspaces are assigned to an engine version: release them before all"
                            + " are brought into another storage format.");
        }
        List<WorkspaceId> moved = registry.keepingMovedStores();
        if (!moved.isEmpty()) {
            throw new ConflictException(
                    "Workspaces keep their former stores after a move, confirm it or take it back"
                            + " first: "
                            + moved);
        }
    }

    @Override
    public void confirm() {
        changing.lock();
        try {
            if (!plan.plan().unconfirmed()) {
                throw new ConflictException("No storage format waits to be confirmed.");
            }
            take(plan.plan().confirmed());
        } finally {
            changing.unlock();
        }
        registry.openStores().forEach(stores -> stores.storage().confirmFormat());
    }

    /** Without a plan the highest version serves; from now on that is written down. */
    private void pin(String other) {
        changing.lock();
        try {
            FleetPlan now = plan.plan();
            if (now.active().isEmpty()) {
                factories.names().stream()
                        .filter(name -> !name.equals(other) && plan.barred(name).isEmpty())
                        .max(EngineVersions.ASCENDING)
                        .map(now::activated)
                        .ifPresent(this::take);
            }
        } finally {
            changing.unlock();
        }
    }

    private void take(FleetPlan next) {
        file.write(next);
        plan.change(before -> next);
    }

    @Override
    public CompletionStage<Handover> rollback() {
        String previous =
                plan.plan()
                        .previous()
                        .orElseThrow(
                                () ->
                                        new NotFoundException(
                                                "No engine version was active before this one."));
        if (plan.plan().unconfirmed()) {
            requireServing(previous);
        } else {
            requireUsable(previous);
        }
        return change(FleetPlan::rolledBack);
    }

    @Override
    public CompletionStage<Handover> assign(String version, Set<WorkspaceId> workspaces) {
        requireConfirmed();
        requireUsable(version);
        return change(now -> now.assigned(version, workspaces));
    }

    @Override
    public CompletionStage<Handover> assignShare(String version, int percent) {
        if (percent < 0 || percent > 100) {
            throw new InvalidInputException("percent", "A share is 0 to 100 percent.");
        }
        requireConfirmed();
        requireUsable(version);
        return change(now -> now.shared(version, percent));
    }

    @Override
    public CompletionStage<Handover> release(Set<WorkspaceId> workspaces) {
        return change(now -> now.released(workspaces));
    }

    private CompletionStage<Handover> change(UnaryOperator<FleetPlan> change) {
        changing.lock();
        try {
            take(change.apply(plan.plan()));
        } finally {
            changing.unlock();
        }
        CompletableFuture<Handover> over = registry.followPlan();
        over.thenRun(this::tellUnused);
        return over;
    }

    private Optional<StorageFormat> activeFormat() {
        return plan.plan().active().flatMap(plan::format);
    }

    /** It is there and may serve. */
    private void requireServing(String version) {
        pin(version);
        format(version);
        plan.barred(version)
                .ifPresent(
                        reason -> {
                            throw new ConflictException(
                                    "Engine " + version + " may not serve: " + reason);
                        });
    }

    private void requireUsable(String version) {
        requireServing(version);
        StorageFormat format = format(version);
        activeFormat()
                .filter(now -> !now.interchangeableWith(format))
                .ifPresent(
                        now -> {
                            throw new ConflictException(foreign(version, format, now.written()));
                        });
    }

    private static String foreign(String version, StorageFormat format, int stored) {
        String engine = "Engine " + version;
        String workspaces = "the workspaces are in storage format " + stored;
        if (format.oldestRead() > stored) {
            return engine
                    + " reads storage formats from "
                    + format.oldestRead()
                    + " on, "
                    + workspaces
                    + ": it can't read them.";
        }
        return format.written() < stored
                ? engine
                        + " writes storage format "
                        + format.written()
                        + ", "
                        + workspaces
                        + ": it is too old for them."
                : engine
                        + " would have to migrate: it writes storage format "
                        + format.written()
                        + ", "
                        + workspaces
                        + ". Deploy or activate it with migrate=true; it can be taken back until it"
                        + " is confirmed.";
    }

    private StorageFormat format(String version) {
        return plan.format(version)
                .orElseThrow(
                        () ->
                                new NotFoundException(
                                        "Engine version "
                                                + version
                                                + " is not installed; installed: "
                                                + factories.names()
                                                + "."));
    }

    @Override
    public void bar(String version, String reason) {
        pin(version);
        plan.bar(version, reason);
    }

    @Override
    public void unbar(String version) {
        plan.unbar(version);
    }

    @Override
    public CompletionStage<Void> unused(String version) {
        CompletableFuture<Void> unused = new CompletableFuture<>();
        waiting.add(new Waiting(version, unused));
        tellUnused();
        return unused;
    }

    private void tellUnused() {
        for (Waiting one : waiting) {
            if (factories.leased(one.version()) == 0
                    && !plan.plan().versions().contains(one.version())) {
                waiting.remove(one);
                plan.forgetTraffic(one.version());
                one.unused().complete(null);
            }
        }
    }

    // ------------------------------------------------------------------ what is there

    @Override
    public List<EngineVersion> versions() {
        List<EngineHandle> engines = registry.engines();
        List<EngineVersion> all = new ArrayList<>();
        for (ServicePool.Member<LightRagFactory> member : factories.members()) {
            all.add(version(member, engines));
        }
        all.sort(Comparator.comparing(EngineVersion::version, EngineVersions.ASCENDING));
        return all;
    }

    @Override
    public int running(String version, Duration longerThan) {
        return registry.engines().stream()
                .filter(engine -> engine.version().equals(version))
                .mapToInt(engine -> engine.leases(longerThan))
                .sum();
    }

    private EngineVersion version(
            ServicePool.Member<LightRagFactory> member, List<EngineHandle> engines) {
        String name = member.name();
        List<EngineHandle> own =
                engines.stream()
                        .filter(engine -> engine.services().factory().key().equals(member.key()))
                        .toList();
        int leases = own.stream().mapToInt(EngineHandle::leases).sum();
        Traffic traffic = plan.traffic(name);
        return new EngineVersion(
                name,
                bundleId(member.key()),
                state(name, own.size()),
                member.held().storageFormat().written(),
                own.size(),
                leases,
                traffic.calls(),
                traffic.errors(),
                traffic.latencyMillis(),
                plan.barred(name));
    }

    private EngineVersion.State state(String name, int engines) {
        FleetPlan now = plan.plan();
        if (plan.barred(name).isPresent()) {
            return EngineVersion.State.BARRED;
        }
        if (now.active().or(plan::highest).filter(name::equals).isPresent()) {
            return EngineVersion.State.ACTIVE;
        }
        if (new HashSet<>(now.versions()).contains(name)) {
            return EngineVersion.State.ASSIGNED;
        }
        return engines > 0 ? EngineVersion.State.DRAINING : EngineVersion.State.STANDBY;
    }

    private static long bundleId(Object key) {
        return key instanceof ServiceReference<?> reference
                ? Optional.ofNullable(reference.getBundle()).map(Bundle::getBundleId).orElse(-1L)
                : -1;
    }
}
