package lightrag.manager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import lightrag.api.ConflictException;
import lightrag.api.NotFoundException;
import lightrag.api.StorageFailureException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.manager.migration.Binding;
import lightrag.manager.migration.Embedding;
import lightrag.manager.migration.StorageMover;
import lightrag.spi.storage.StorageProvider;
import lightrag.tenant.control.BindingControl;
import lightrag.tenant.control.LightRagLease;
import lightrag.tenant.control.StorageHandover;
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

    private static final Duration IN_FORCE_WAIT = Duration.ofSeconds(20);
    private static final long LOOK_NANOS = 5_000_000;

    private final WorkspaceRegistry registry;
    private final WorkspaceOpener opener;
    private final AdminSettings settings;
    private final ServicePool<StorageProvider> providers;
    private final StorageExchange exchange;
    private final Map<String, Bundle> stopped = new ConcurrentHashMap<>();

    ConfiguredBindings(WorkspaceRegistry registry, WorkspaceOpener opener, AdminSettings settings) {
        this.registry = registry;
        this.opener = opener;
        this.settings = settings;
        this.providers = opener.pools().storages();
        this.exchange = new StorageExchange(registry, opener.storagePlan(), providers);
    }

    @Override
    public WorkspaceBindings bindings(WorkspaceId workspace) {
        try (LightRagLease lease = registry.acquire(workspace)) {
            OpenStores stores = registry.stores(workspace);
            StorageMover mover = stores.mover();
            return new WorkspaceBindings(
                    workspace,
                    BindingNames.shown(settings.of(workspace)),
                    BindingNames.shown(settings.own(workspace)).keySet(),
                    mover.type(),
                    mover.kept().map(Binding::type),
                    stores.storage().inForce().embedding().map(Embedding::toString),
                    mover.kept().flatMap(Binding::embedding).map(Embedding::toString),
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
            OpenStores stores = registry.stores(workspace);
            Binding.Wanted target = opener.wanted(stores, next);
            stores.mover().require(target);
            if (stores.storage().inForce().embeddedOtherwise(target)) {
                changes.putAll(
                        EmbeddingSettings.keeping(opener.settings(workspace, stores.storage())));
            }
            settings.change(workspace, changes);
            opener.follow(stores, target, next);
        }
        awaitInForce(workspace);
        return bindings(workspace);
    }

    /**
     * The next call after this one is to go to the new models, unless they can't be opened. What
     * the former engine still has in work is not waited for, but for that of a change before.
     */
    private void awaitInForce(WorkspaceId workspace) {
        CompletableFuture<Renewal> change = registry.followSettings(workspace);
        long end = System.nanoTime() + IN_FORCE_WAIT.toNanos();
        while (!change.isDone()
                && !registry.onPresentSettings(workspace)
                && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public List<StorageMigration> migrations() {
        List<StorageMigration> all = new ArrayList<>();
        registry.openStores().forEach(stores -> stores.mover().state().ifPresent(all::add));
        return all;
    }

    private WorkspaceBindings with(WorkspaceId workspace, Consumer<OpenStores> action) {
        try (LightRagLease lease = registry.acquire(workspace)) {
            action.accept(registry.stores(workspace));
        }
        return bindings(workspace);
    }

    /**
     * Changes that make stores the configured ones, or the next look would start it again.
     *
     * @throws ConflictException these settings can only be changed elsewhere
     */
    private Map<String, String> pinning(WorkspaceId workspace, Binding binding) {
        Map<String, String> changes = BindingNames.expanded(Map.of("storage", binding.type()));
        binding.embedding()
                .map(by -> EmbeddingSettings.returning(settings.of(workspace), by))
                .ifPresent(changes::putAll);
        settings.requireChangeable(workspace, changes.keySet());
        return changes;
    }

    @Override
    public WorkspaceBindings cancel(WorkspaceId workspace) {
        return with(
                workspace,
                stores -> {
                    Map<String, String> changes = pinning(workspace, stores.storage().inForce());
                    stores.mover().cancel();
                    settings.change(workspace, changes);
                    forget(workspace);
                });
    }

    @Override
    public WorkspaceBindings confirm(WorkspaceId workspace) {
        return with(
                workspace,
                stores -> {
                    stores.mover().confirm();
                    forget(workspace);
                });
    }

    /** The key of a model that is no longer used. */
    private void forget(WorkspaceId workspace) {
        Map<String, String> changes = EmbeddingSettings.forgetting(settings.own(workspace));
        if (!changes.isEmpty()) {
            settings.change(workspace, changes);
        }
    }

    /** Configured first: a look at what is configured then does the same. */
    @Override
    public WorkspaceBindings back(WorkspaceId workspace) {
        return with(
                workspace,
                stores -> {
                    Binding former =
                            stores.mover()
                                    .kept()
                                    .orElseThrow(
                                            () ->
                                                    new ConflictException(
                                                            "Workspace "
                                                                    + workspace
                                                                    + " keeps no former stores."));
                    settings.change(workspace, pinning(workspace, former));
                    stores.mover().want(new Binding.Wanted(former.type(), former.embedding()), 0);
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

    @Override
    public Map<String, String> storageVersions() {
        return exchange.versions();
    }

    @Override
    public Map<String, String> storagePlan() {
        return exchange.planned();
    }

    @Override
    public StorageHandover handOver(String type, String version) {
        return exchange.handOver(type, version);
    }
}
