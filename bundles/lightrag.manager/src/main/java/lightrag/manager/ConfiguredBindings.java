package lightrag.manager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import lightrag.api.ConflictException;
import lightrag.api.NotFoundException;
import lightrag.api.StorageFailureException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.manager.migration.StorageMover;
import lightrag.spi.storage.StorageProvider;
import lightrag.tenant.control.BindingControl;
import lightrag.tenant.control.LightRagLease;
import lightrag.tenant.control.StorageMigration;
import lightrag.tenant.control.WorkspaceBindings;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/**
 * Bindings are settings: what is asked for here is written to the configuration, and the registry
 * follows that as it follows every other change of it.
 */
final class ConfiguredBindings implements BindingControl {

    private final WorkspaceRegistry registry;
    private final AdminSettings settings;
    private final ServicePool<StorageProvider> providers;
    private final Map<String, Bundle> stopped = new ConcurrentHashMap<>();

    ConfiguredBindings(
            WorkspaceRegistry registry,
            AdminSettings settings,
            ServicePool<StorageProvider> providers) {
        this.registry = registry;
        this.settings = settings;
        this.providers = providers;
    }

    @Override
    public WorkspaceBindings bindings(WorkspaceId workspace) {
        try (LightRagLease lease = registry.acquire(workspace)) {
            StorageMover mover = registry.stores(workspace).mover();
            return new WorkspaceBindings(
                    workspace,
                    BindingNames.shown(settings.of(workspace)),
                    BindingNames.shown(settings.own(workspace)).keySet(),
                    mover.type(),
                    mover.kept(),
                    mover.state());
        }
    }

    @Override
    public WorkspaceBindings configure(WorkspaceId workspace, Map<String, String> wanted) {
        Map<String, String> changes = BindingNames.expanded(wanted);
        Map<String, String> next = new TreeMap<>(settings.of(workspace));
        next.putAll(changes);
        String type = StorageChoice.type(next);
        if (!providers.names().contains(type)) {
            throw new UnavailableException(
                    "Storage binding "
                            + type
                            + " is not installed; installed: "
                            + providers.names()
                            + ".",
                    Duration.ofSeconds(5));
        }
        try (LightRagLease lease = registry.acquire(workspace)) {
            requireSameVectors(workspace, next);
            settings.change(workspace, changes);
            registry.stores(workspace).mover().want(type, WorkspaceOpener.rowsPerSecond(next));
        }
        return bindings(workspace);
    }

    /**
     * Vectors of two models can't be compared: an engine would refuse to open over them.
     *
     * @throws ConflictException another embedding model than the one that made the vectors
     */
    private void requireSameVectors(WorkspaceId workspace, Map<String, String> next) {
        Map<String, String> now = settings.of(workspace);
        boolean same =
                BindingNames.VECTOR_SPACE.stream()
                        .allMatch(
                                name ->
                                        now.getOrDefault(name, "")
                                                .equals(next.getOrDefault(name, "")));
        if (!same && registry.stores(workspace).storage().statistics().chunks() > 0) {
            throw new ConflictException(
                    "The vectors of workspace "
                            + workspace
                            + " belong to the present embedding model: clear its documents and"
                            + " insert them again, or use another workspace.");
        }
    }

    @Override
    public List<StorageMigration> migrations() {
        List<StorageMigration> all = new ArrayList<>();
        registry.openStores().forEach(stores -> stores.mover().state().ifPresent(all::add));
        return all;
    }

    private WorkspaceBindings with(WorkspaceId workspace, Consumer<StorageMover> action) {
        try (LightRagLease lease = registry.acquire(workspace)) {
            StorageMover mover = registry.stores(workspace).mover();
            action.accept(mover);
        }
        return bindings(workspace);
    }

    /** What is in force becomes what is configured, or the next look would start it again. */
    private void pin(WorkspaceId workspace, String type) {
        settings.change(workspace, BindingNames.expanded(Map.of("storage", type)));
    }

    @Override
    public WorkspaceBindings cancel(WorkspaceId workspace) {
        settings.requireChangeable(workspace, StorageChoice.KEYS);
        return with(
                workspace,
                mover -> {
                    mover.cancel();
                    pin(workspace, mover.type());
                });
    }

    @Override
    public WorkspaceBindings confirm(WorkspaceId workspace) {
        return with(workspace, StorageMover::confirm);
    }

    @Override
    public WorkspaceBindings back(WorkspaceId workspace) {
        settings.requireChangeable(workspace, StorageChoice.KEYS);
        return with(
                workspace,
                mover -> {
                    String former =
                            mover.kept()
                                    .orElseThrow(
                                            () ->
                                                    new ConflictException(
                                                            "Workspace "
                                                                    + workspace
                                                                    + " keeps no former stores."));
                    mover.want(former, 0);
                    pin(workspace, former);
                });
    }

    @Override
    public Map<String, List<WorkspaceId>> storages() {
        Map<String, List<WorkspaceId>> all = new TreeMap<>();
        providers.names().forEach(type -> all.put(type, new ArrayList<>()));
        for (OpenStores stores : registry.openStores()) {
            List<WorkspaceId> on =
                    all.computeIfAbsent(stores.mover().type(), type -> new ArrayList<>());
            on.add(stores.folder().workspace());
        }
        Map<String, List<WorkspaceId>> sorted = new LinkedHashMap<>();
        all.forEach((type, workspaces) -> sorted.put(type, workspaces.stream().sorted().toList()));
        return sorted;
    }

    @Override
    public void stopStorage(String type, boolean force) {
        Bundle bundle =
                providers
                        .key(type)
                        .filter(ServiceReference.class::isInstance)
                        .map(key -> ((ServiceReference<?>) key).getBundle())
                        .orElseThrow(
                                () ->
                                        new NotFoundException(
                                                "Storage binding " + type + " is not installed."));
        List<WorkspaceId> on = storages().getOrDefault(type, List.of());
        if (!on.isEmpty() && !force) {
            throw new ConflictException(
                    "Storage binding "
                            + type
                            + " is in use by "
                            + on
                            + ": move these workspaces first, or stop it with force=true.");
        }
        stopped.put(type, bundle);
        try {
            bundle.stop();
        } catch (BundleException e) {
            throw new StorageFailureException(
                    "Storage binding " + type + " does not stop; see the log.", e);
        }
    }

    @Override
    public void startStorage(String type) {
        Bundle bundle = stopped.get(type);
        if (bundle == null) {
            throw new NotFoundException("Storage binding " + type + " was not stopped here.");
        }
        try {
            bundle.start();
            stopped.remove(type);
        } catch (BundleException e) {
            throw new StorageFailureException(
                    "Storage binding " + type + " does not start; see the log.", e);
        }
    }
}
