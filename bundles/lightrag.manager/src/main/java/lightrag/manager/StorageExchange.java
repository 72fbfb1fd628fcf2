package lightrag.manager;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lightrag.api.NotFoundException;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.StorageProvider;
import lightrag.tenant.control.StorageHandover;

/**
 * Puts one version of a storage binding's bundle in the place of another: on disk first, then for
 * stores that are opened from now on, then for those that are open.
 */
final class StorageExchange {

    private final WorkspaceRegistry registry;
    private final StoragePlan plan;
    private final ServicePool<StorageProvider> providers;

    StorageExchange(
            WorkspaceRegistry registry, StoragePlan plan, ServicePool<StorageProvider> providers) {
        this.registry = registry;
        this.plan = plan;
        this.providers = providers;
    }

    Map<String, String> planned() {
        return plan.planned();
    }

    /** Versions that open stores, by type. */
    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        for (ServicePool.Member<StorageProvider> member : providers.members()) {
            String version = StoragePlan.versionOf(member.key());
            if (version.equals(plan.planned().get(member.name()))) {
                versions.put(member.name(), version);
            } else {
                versions.putIfAbsent(member.name(), version);
            }
        }
        return versions;
    }

    StorageHandover handOver(String type, String version) {
        Object next =
                plan.key(type, version)
                        .orElseThrow(
                                () ->
                                        new NotFoundException(
                                                "Version %s of storage binding %s is not installed."
                                                        .formatted(version, type)));
        plan.take(type, version);
        Map<WorkspaceId, Duration> moved = new TreeMap<>();
        Map<WorkspaceId, String> kept = new TreeMap<>();
        for (Object former : others(type, next)) {
            registry.reopenStores(
                    former,
                    next,
                    (workspace, outcome) -> {
                        switch (outcome) {
                            case Reopening.Done(var waited) -> moved.put(workspace, waited);
                            case Reopening.Kept(var reason) -> kept.put(workspace, reason);
                        }
                    });
        }
        return new StorageHandover(moved, kept);
    }

    private List<Object> others(String type, Object next) {
        return providers.members().stream()
                .filter(member -> member.name().equals(type) && !member.key().equals(next))
                .map(ServicePool.Member::key)
                .toList();
    }
}
