package lightrag.manager;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lightrag.api.LightRagException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.manager.migration.Binding;
import lightrag.manager.migration.Embedding;
import lightrag.manager.migration.FormatChange;
import lightrag.manager.migration.PinnedStorage;
import lightrag.manager.migration.StorageMover;
import lightrag.manager.migration.StoreOpener;
import lightrag.manager.migration.SwitchableStorage;
import lightrag.spi.engine.Engine;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.engine.StorageFormat;
import lightrag.spi.engine.TextTools;
import lightrag.spi.model.ModelGateway;
import lightrag.spi.model.WorkspaceModels;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.text.TokenizerProvider;
import lightrag.tenant.control.StorageMigration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes stores and engines from the services that are installed. Blocks; what was opened before a
 * failure is closed again.
 */
final class WorkspaceOpener {

    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceOpener.class);

    /** Workspaces copied at once: a copy reads and writes as fast as the disk goes. */
    private static final int COPIES_MAX = 2;

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
     * @param storagePlan file of the versions of storage bindings
     * @param migrations told of every step of a move to other stores
     */
    record Server(
            String owner,
            Duration serviceWait,
            Path storagePlan,
            Consumer<StorageMigration> migrations) {}

    private final Supplier<ManagerOptions> options;
    private final WorkspaceSettings settings;
    private final Pools pools;
    private final Tools tools;
    private final InstantSource clock;
    private final Server server;
    private final EnginePlan plan;
    private final StoragePlan storagePlan;
    private final StoreFormats formats;
    private final Semaphore copies = new Semaphore(COPIES_MAX);

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
        this.storagePlan =
                new StoragePlan(pools.storages(), server.storagePlan(), server.serviceWait());
        this.formats = new StoreFormats(plan);
    }

    /** Which engine versions serve. */
    EnginePlan plan() {
        return plan;
    }

    /** Which versions of storage bindings open stores. */
    StoragePlan storagePlan() {
        return storagePlan;
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

    /** Whether the version that a new engine would be of works on stores of another format. */
    boolean changesFormat(WorkspaceId workspace, EngineHandle engine) {
        StorageFormat now = engine.services().factory().service().storageFormat();
        return plan.choice(workspace, configured(settings.of(workspace)))
                .flatMap(plan::format)
                .filter(next -> !next.interchangeableWith(now))
                .isPresent();
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

    /**
     * Those of engines over open stores: vectors tied to an embedding model keep it, whatever is
     * configured, until they are made anew.
     */
    Map<String, String> settings(WorkspaceId workspace, SwitchableStorage storage) {
        Map<String, String> configured = settings.of(workspace);
        return EmbeddingSettings.ofEngine(
                storage.inForce()
                        .embedding()
                        .filter(by -> !EmbeddingSettings.sameChoice(configured, by.settings()))
                        .filter(by -> storage.holdsVectors())
                        .map(by -> EmbeddingSettings.with(configured, by))
                        .orElse(configured));
    }

    /** Whether an engine should be replaced by one with other settings. */
    boolean outdated(WorkspaceId workspace, EngineHandle engine) {
        Map<String, String> wanted = settings(workspace, engine.view().stores());
        return !BindingNames.ofEngines(engine.settings())
                .equals(
                        BindingNames.ofEngines(
                                EmbeddingSettings.withKnownKey(
                                        wanted, engine.settings(), settings.of(workspace))));
    }

    /**
     * Folder, lock and stores of a workspace.
     *
     * @param switched run when other stores of it are in force
     */
    OpenStores openStores(WorkspaceId workspace, Runnable switched) {
        Map<String, String> properties = settings.of(workspace);
        WorkspaceFolder folder = folder(workspace);
        try (Undo undo = new Undo("stores of workspace " + workspace)) {
            String type = StorageChoice.type(properties);
            if (!Files.isDirectory(folder.stores())) {
                storagePlan.lease(type).close(); // nothing is made for a binding that is not there
            }
            folder.create();
            FolderLock lock = undo.add(FolderLock.take(folder, server.owner()));
            UnfinishedMarker marker = new UnfinishedMarker(folder.unfinishedFile());
            if (!options.get().resume()) {
                marker.taskStarts(); // and never ends: the next server looks what is to be done
            }
            WorkspaceVectors vectors =
                    undo.add(
                            new WorkspaceVectors(
                                    by ->
                                            models(
                                                    workspace,
                                                    EmbeddingSettings.with(
                                                            settings.of(workspace), by)),
                                    by -> facts(workspace, by)));
            SwitchableStorage storage = fitting(folder, properties, vectors);
            undo.nothing();
            return new OpenStores(
                    folder,
                    lock,
                    storage,
                    mover(folder, storage, marker, switched),
                    vectors,
                    marker,
                    OpenStores.Turns.fresh());
        }
    }

    private WorkspaceVectors.Opened models(WorkspaceId workspace, Map<String, String> properties) {
        try (Undo undo = new Undo("models of workspace " + workspace)) {
            ServiceLease<ModelGateway> gateway = undo.add(gateway());
            WorkspaceModels models = undo.add(gateway.service().open(workspace, properties));
            undo.nothing();
            return new WorkspaceVectors.Opened(gateway, models);
        }
    }

    private Optional<Mutation.PutValue> facts(WorkspaceId workspace, Embedding by) {
        try (ServiceLease<LightRagFactory> factory = factory(workspace, settings.of(workspace))) {
            return factory.service()
                    .embeddingFacts(by.model(), by.dimension(), clock.instant().getEpochSecond());
        }
    }

    private ServiceLease<LightRagFactory> factory(
            WorkspaceId workspace, Map<String, String> properties) {
        return plan.lease(workspace, configured(properties), server.serviceWait());
    }

    /**
     * The stores that settings ask for.
     *
     * @throws LightRagException the embedding model they name can't be opened
     */
    Binding.Wanted wanted(OpenStores stores, Map<String, String> configured) {
        Optional<Embedding> present = stores.storage().inForce().embedding();
        Optional<Embedding> wanted =
                present.isEmpty()
                                || EmbeddingSettings.sameChoice(
                                        configured, present.get().settings())
                                || !stores.storage().holdsVectors()
                        ? present
                        : Optional.of(embedding(stores.folder().workspace(), configured));
        return new Binding.Wanted(StorageChoice.type(configured), wanted);
    }

    private Embedding embedding(WorkspaceId workspace, Map<String, String> properties) {
        try (WorkspaceVectors.Opened opened = models(workspace, properties)) {
            return EmbeddingSettings.embedding(opened.models(), properties);
        }
    }

    /** The stores of a folder, in the format of the engine that is to work on them. */
    private SwitchableStorage fitting(
            WorkspaceFolder folder, Map<String, String> properties, WorkspaceVectors vectors) {
        StoreOpener opener = new LeasedStores(folder, properties, storagePlan);
        Supplier<SwitchableStorage> opening =
                () ->
                        SwitchableStorage.open(
                                folder.workspace().value(),
                                folder.stores(),
                                new SwitchableStorage.Types(
                                        StorageChoice.type(properties), StorageChoice.DEFAULT_TYPE),
                                opener,
                                vectors);
        try (ServiceLease<LightRagFactory> engine = factory(folder.workspace(), properties)) {
            return formats.fit(
                    folder.workspace(),
                    engine.service(),
                    opening.get(),
                    new FormatChange(folder.stores(), opener),
                    opening);
        }
    }

    private StorageMover mover(
            WorkspaceFolder folder,
            SwitchableStorage storage,
            UnfinishedMarker marker,
            Runnable switched) {
        StorageMover.Work work =
                new StorageMover.Work() {
                    @Override
                    public void starts() {
                        marker.taskStarts();
                    }

                    @Override
                    public void ended() {
                        marker.taskEnded();
                    }
                };
        return new StorageMover(
                storage,
                folder.stores(),
                new StorageMover.Surroundings(copies, server.migrations(), work, switched));
    }

    /** Makes the configured storage and embedding the ones in force, in the background. */
    void reconcile(OpenStores stores) {
        WorkspaceId workspace = stores.folder().workspace();
        try {
            Map<String, String> now = settings.of(workspace);
            follow(stores, wanted(stores, now), now);
        } catch (LightRagException e) {
            LOG.warn("Workspace {} stays on its stores: {}", workspace, e.getMessage());
        }
    }

    /** Has stores as they are wanted in force; the same model under another name needs none. */
    void follow(OpenStores stores, Binding.Wanted wanted, Map<String, String> configured) {
        Binding present = stores.storage().inForce();
        wanted.embedding()
                .filter(by -> present.embedding().filter(by::comparableTo).isPresent())
                .ifPresent(by -> stores.storage().madeBy(present, by));
        stores.mover().want(wanted, rowsPerSecond(configured));
    }

    private static long rowsPerSecond(Map<String, String> settings) {
        String text = settings.getOrDefault("migration.rows.per.second", "");
        try {
            return text.isBlank() ? 0 : Math.max(0, Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            LOG.warn("migration.rows.per.second is no number: copies are not slowed down");
            return 0;
        }
    }

    /**
     * An engine over open stores, of the version the settings name or else the highest. Its
     * unfinished work is not taken up yet.
     *
     * @param onTaskEnd told after each of its background tasks
     */
    EngineHandle openEngine(WorkspaceId workspace, OpenStores stores, Runnable onTaskEnd) {
        Binding binding = stores.storage().inForce();
        Map<String, String> properties = settings(workspace, stores.storage());
        try (Undo undo = new Undo("engine of workspace " + workspace)) {
            ServiceLease<LightRagFactory> factory = undo.add(factory(workspace, properties));
            StoreFormats.require(factory.service(), stores.storage());
            ServiceLease<ModelGateway> gateway = undo.add(gateway());
            WorkspaceModels models = undo.add(gateway.service().open(workspace, properties));
            WorkspaceExecutor executor =
                    new WorkspaceExecutor(workspace, stores.marker(), onTaskEnd, clock);
            Embedding by = EmbeddingSettings.embedding(models, properties);
            stores.storage().claim(by);
            PinnedStorage view = undo.add(stores.storage().view(by));
            Fence fence = new Fence(view, stores.turns());
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
            stores.storage().madeBy(binding, by);
            String version = factory.service().engineVersion();
            undo.nothing();
            return new EngineHandle(
                    engine,
                    models,
                    executor,
                    view,
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
