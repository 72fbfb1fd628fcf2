package lightrag.manager;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lightrag.api.WorkspaceId;

/**
 * What all entries share.
 *
 * @param stopping true once the manager shuts down
 * @param onGone told when an entry leaves
 * @param onUnfinished told when a workspace was closed with work left over
 */
record Surroundings(
        WorkspaceOpener opener,
        OpenSlots slots,
        ManagerCounters counters,
        Supplier<ManagerOptions> options,
        InstantSource clock,
        BooleanSupplier stopping,
        Consumer<WorkspaceEntry> onGone,
        Consumer<WorkspaceId> onUnfinished) {}
