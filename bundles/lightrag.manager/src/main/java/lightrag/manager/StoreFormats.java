package lightrag.manager;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.manager.migration.FormatChange;
import lightrag.manager.migration.SwitchableStorage;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.engine.StorageFormat;
import lightrag.tenant.control.FleetPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that an engine meets stores in its own format only. */
final class StoreFormats {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFormats.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final EnginePlan plan;

    StoreFormats(EnginePlan plan) {
        this.plan = plan;
    }

    /**
     * Stores of a workspace that nobody uses yet, in the format of the engine that is to: brought
     * there when the plan names this engine.
     *
     * @param open closed when others are returned, or none
     * @param change of these stores
     * @param again opens whichever are in force then
     * @throws UnavailableException the engine is not the one that the plan names
     * @throws lightrag.api.ConflictException they can't be brought there
     */
    SwitchableStorage fit(
            WorkspaceId workspace,
            LightRagFactory engine,
            SwitchableStorage open,
            FormatChange change,
            Supplier<SwitchableStorage> again) {
        try {
            int stored = open.format();
            if (stored == engine.storageFormat().written()) {
                return confirmed(engine, open);
            }
            if (open.isEmpty() && stored < engine.storageFormat().written() && settled(engine)) {
                open.putFormat(engine.storageFormat().written());
                return open;
            }
            open.close();
            requirePlanned(engine, stored);
            change(workspace, engine, stored, change);
        } catch (RuntimeException | LinkageError e) {
            open.close();
            throw e;
        }
        return confirmed(engine, again.get());
    }

    /** Whether the engine's format is to stay; not that of one that only stands in for another. */
    private boolean settled(LightRagFactory engine) {
        FleetPlan now = plan.plan();
        return !now.unconfirmed()
                && now.active().filter(it -> !it.equals(engine.engineVersion())).isEmpty();
    }

    private SwitchableStorage confirmed(LightRagFactory engine, SwitchableStorage stores) {
        if (settled(engine)) {
            stores.confirmFormat();
        }
        return stores;
    }

    private void requirePlanned(LightRagFactory engine, int stored) {
        if (!plan.plan().active().equals(Optional.of(engine.engineVersion()))) {
            throw foreign(engine.engineVersion(), stored);
        }
    }

    private static void change(
            WorkspaceId workspace, LightRagFactory engine, int stored, FormatChange change) {
        int wanted = engine.storageFormat().written();
        LOG.info("Workspace {} goes from storage format {} to {}", workspace, stored, wanted);
        if (stored > wanted) {
            change.back();
        } else {
            requireReadable(engine, stored);
            change.forward(wanted, engine::migrate);
        }
    }

    private static void requireReadable(LightRagFactory engine, int stored) {
        StorageFormat format = engine.storageFormat();
        if (format.oldestRead() > stored) {
            throw foreign(engine.engineVersion(), stored);
        }
    }

    /** Refuses an engine that stores are not in the format of. */
    static void require(LightRagFactory engine, SwitchableStorage stores) {
        int stored = stores.format();
        if (engine.storageFormat().written() != stored) {
            throw foreign(engine.engineVersion(), stored);
        }
    }

    private static UnavailableException foreign(String version, int stored) {
        return new UnavailableException(
                "Its stores are in format "
                        + stored
                        + ", which is not that of engine "
                        + version
                        + ": wait for the engine of the plan, or activate one with migrate=true.",
                RETRY);
    }
}
