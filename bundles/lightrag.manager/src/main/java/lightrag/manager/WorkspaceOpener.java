package lightrag.manager;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.spi.engine.Engine;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.engine.TextTools;
import lightrag.spi.model.ModelGateway;
import lightrag.spi.model.WorkspaceModels;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.spi.text.TokenizerProvider;

/**
 * Makes stores and engines from the services that are installed. Blocks; what was opened before a
 * failure is closed again.
 */
final class WorkspaceOpener {

    private static final String ENGINE_VERSION = "engine.version";
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** Services that may come and go while workspaces are open. */
    record Pools(
            ServicePool<StorageProvider> storages,
            ServicePool<LightRagFactory> factories,
            ServicePool<ModelGateway> gateways) {

        static Pools empty() {
            return new Pools(
                    new ServicePool<>(StorageProvider::type),
                    new ServicePool<>(LightRagFactory::engineVersion),
                    new ServicePool<>(gateway -> "gateway"));
        }
    }

    /** What engines work with and the manager only hands on. */
    record Tools(TokenizerProvider tokenizers, TextTools text) {}

    /**
     * @param owner names this process in lock files
     * @param serviceWait how long to wait for a service that is not installed
     */
    record Server(String owner, Duration serviceWait) {}

    private final Supplier<ManagerOptions> options;
    private final WorkspaceSettings settings;
    private final Pools pools;
    private final Tools tools;
    private final InstantSource clock;
    private final Server server;
    private final EnginePlan plan;

    WorkspaceOpener(
            Supplier<ManagerOptions> options,
            WorkspaceSettings settings,
            Pools pools,
            Tools tools,
            InstantSource clock,
            Server server) {
        this.options = options;
        this.settings = settings;
        this.pools = pools;
        this.tools = tools;
        this.clock = clock;
        this.server = server;
        this.plan = new EnginePlan(pools.factories());
    }

    /** Which engine versions serve. */
    EnginePlan plan() {
        return plan;
    }

    Pools pools() {
        return pools;
    }

    /** Whether an engine is of the version that a new one would be of. */
    boolean asPlanned(WorkspaceId workspace, EngineHandle engine) {
        return plan.choice(workspace, configured(settings.of(workspace)))
                .map(engine.version()::equals)
                .orElse(true);
    }

    Map<String, String> settings(WorkspaceId workspace) {
        return settings.of(workspace);
    }

    WorkspaceFolder folder(WorkspaceId workspace) {
        return WorkspaceFolder.of(workspace, options.get());
    }

    /** Whether an engine could be made right now, as far as services go. */
    boolean ready() {
        return !pools.factories().names().isEmpty()
                && !pools.gateways().names().isEmpty()
                && !pools.storages().names().isEmpty();
    }

    /** Whether all services an engine was made with are still there. */
    boolean installed(EngineHandle handle) {
        EngineHandle.Services services = handle.services();
        return pools.factories().contains(services.factory().key())
                && pools.gateways().contains(services.gateway().key());
    }

    /** Folder, lock and stores of a workspace. */
    OpenStores openStores(WorkspaceId workspace) {
        Map<String, String> properties = settings.of(workspace);
        WorkspaceFolder folder = folder(workspace);
        try (Undo undo = new Undo("stores of workspace " + workspace)) {
            String type = StorageChoice.type(properties);
            ServiceLease<StorageProvider> provider = undo.add(provider(type));
            folder.create();
            FolderLock lock = undo.add(FolderLock.take(folder, server.owner()));
            BindingMark mark = new BindingMark(folder);
            mark.require(type);
            WorkspaceStorage storage =
                    undo.add(
                            provider.service()
                                    .open(
                                            new StorageLocation(
                                                    workspace, folder.stores(), properties)));
            mark.write(type);
            UnfinishedMarker marker = new UnfinishedMarker(folder.unfinishedFile());
            if (!options.get().resume()) {
                marker.taskStarts(); // and never ends: the next server looks what is to be done
            }
            undo.nothing();
            return new OpenStores(
                    folder, lock, provider, storage, marker, OpenStores.Turns.fresh());
        }
    }

    private ServiceLease<StorageProvider> provider(String type) {
        return pools.storages()
                .lease(type::equals, Comparator.naturalOrder(), server.serviceWait())
                .orElseThrow(
                        () ->
                                new UnavailableException(
                                        "Storage binding "
                                                + type
                                                + " is not installed; installed: "
                                                + pools.storages().names()
                                                + ".",
                                        RETRY));
    }

    /**
     * An engine over open stores, of the version the settings name or else the highest. Its
     * unfinished work is not taken up yet.
     *
     * @param onTaskEnd told after each of its background tasks
     */
    EngineHandle openEngine(WorkspaceId workspace, OpenStores stores, Runnable onTaskEnd) {
        Map<String, String> properties = settings.of(workspace);
        try (Undo undo = new Undo("engine of workspace " + workspace)) {
            ServiceLease<LightRagFactory> factory =
                    undo.add(plan.lease(workspace, configured(properties), server.serviceWait()));
            ServiceLease<ModelGateway> gateway = undo.add(gateway());
            WorkspaceModels models = undo.add(gateway.service().open(workspace, properties));
            WorkspaceExecutor executor =
                    new WorkspaceExecutor(workspace, stores.marker(), onTaskEnd, clock);
            Fence fence = new Fence(stores);
            Engine engine =
                    undo.add(
                            factory.service()
                                    .open(
                                            context(
                                                    workspace,
                                                    stores,
                                                    fence,
                                                    models,
                                                    executor,
                                                    properties)));
            String version = factory.service().engineVersion();
            undo.nothing();
            return new EngineHandle(
                    engine,
                    models,
                    executor,
                    fence,
                    new EngineHandle.Services(factory, gateway),
                    version,
                    properties,
                    new EngineHandle.Watch(clock, plan.traffic(version)));
        }
    }

    private static String configured(Map<String, String> properties) {
        return properties.getOrDefault(ENGINE_VERSION, "");
    }

    private ServiceLease<ModelGateway> gateway() {
        return pools.gateways()
                .lease(name -> true, Comparator.naturalOrder(), server.serviceWait())
                .orElseThrow(
                        () ->
                                new UnavailableException(
                                        "No model gateway is installed at the moment.", RETRY));
    }

    private EngineContext context(
            WorkspaceId workspace,
            OpenStores stores,
            Fence fence,
            WorkspaceModels models,
            WorkspaceExecutor executor,
            Map<String, String> properties) {
        return new EngineContext(
                workspace,
                fence.storage(),
                models,
                tools.tokenizers(),
                tools.text(),
                options.get().workingDirectory(),
                stores.folder().inputs(),
                properties,
                executor,
                clock,
                fence.turns());
    }

    /** Closes what was opened so far, the newest first, unless all went well. */
    private static final class Undo implements AutoCloseable {
        private final String what;
        private final Deque<AutoCloseable> opened = new ArrayDeque<>();

        Undo(String what) {
            this.what = what;
        }

        <T extends AutoCloseable> T add(T part) {
            opened.push(part);
            return part;
        }

        void nothing() {
            opened.clear();
        }

        @Override
        public void close() {
            Closing.all(what, opened.toArray(AutoCloseable[]::new));
        }
    }
}
