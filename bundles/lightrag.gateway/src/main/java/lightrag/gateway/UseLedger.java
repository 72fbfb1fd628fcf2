package lightrag.gateway;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import lightrag.api.WorkspaceId;

/**
 * What each workspace used, kept for as long as the server runs: an idle workspace is closed and
 * opened again, and an engine is exchanged, but neither gives tokens back. Thread-safe.
 */
final class UseLedger {

    private final Map<WorkspaceId, Map<String, CallCounters>> workspaces =
            new ConcurrentHashMap<>();
    private final IntSupplier maxQueue;

    UseLedger(IntSupplier maxQueue) {
        this.maxQueue = maxQueue;
    }

    CallCounters counters(WorkspaceId workspace, String role) {
        return workspaces
                .computeIfAbsent(workspace, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(role, any -> new CallCounters(maxQueue));
    }

    Map<WorkspaceId, Map<String, Map<String, Long>>> snapshot() {
        Map<WorkspaceId, Map<String, Map<String, Long>>> out = new ConcurrentHashMap<>();
        workspaces.forEach(
                (workspace, roles) -> {
                    Map<String, Map<String, Long>> counted = new TreeMap<>();
                    roles.forEach((role, counters) -> counted.put(role, counters.snapshot()));
                    out.put(workspace, counted);
                });
        return out;
    }
}
