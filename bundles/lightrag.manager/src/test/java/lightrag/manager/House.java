package lightrag.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import lightrag.api.NewDocument;
import lightrag.api.WorkspaceId;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.ModelGateway;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.model.WorkspaceModels;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.text.TokenizerProvider;
import lightrag.tenant.control.LightRagLease;

/** A registry with everything around it, but no framework. */
final class House implements AutoCloseable {

    static final Duration IDLE = Duration.ofMinutes(15);

    final LedgerProvider stores = new LedgerProvider();
    final LedgerFactory engines = new LedgerFactory("1.0.0");
    final WorkspaceOpener.Pools pools = WorkspaceOpener.Pools.empty();
    final InstalledTextTools text = new InstalledTextTools();
    final Map<String, String> defaults = new ConcurrentHashMap<>();
    final Map<WorkspaceId, Map<String, String>> overrides = new ConcurrentHashMap<>();
    final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    final WorkspaceRegistry registry;
    final Resumption resumption;
    final PlannedFleet fleet;
    volatile ManagerOptions options;

    House(Path folder) {
        this.options =
                new ManagerOptions(
                        folder.resolve("rag_storage"),
                        folder.resolve("inputs"),
                        IDLE,
                        256,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(2),
                        true);
        InstantSource clock = now::get;
        WorkspaceOpener opener =
                new WorkspaceOpener(
                        () -> options,
                        this::settings,
                        pools,
                        new WorkspaceOpener.Tools(Narrow.as(TokenizerProvider.class, this), text),
                        clock,
                        new WorkspaceOpener.Server(
                                "process 1 on host test",
                                Duration.ZERO,
                                folder.resolve("var/storages"),
                                migration -> {}));
        this.registry = new WorkspaceRegistry(() -> options, opener, clock, this::unfinished);
        this.fleet = new PlannedFleet(registry, opener, new PlanFile(folder.resolve("var/plan")));
        this.resumption = new Resumption(registry, () -> options, scheduler);
        pools.storages().add("stores", source(stores));
        pools.factories().add("engines", source(engines));
        pools.gateways().add("models", source(gateway()));
    }

    private void unfinished(WorkspaceId workspace) {
        resumption.add(workspace);
    }

    private Map<String, String> settings(WorkspaceId workspace) {
        Map<String, String> settings = new HashMap<>(defaults);
        settings.putAll(overrides.getOrDefault(workspace, Map.of()));
        return Map.copyOf(settings);
    }

    static ModelGateway gateway() {
        return new ModelGateway() {
            @Override
            public WorkspaceModels open(WorkspaceId workspace, Map<String, String> properties) {
                return Narrow.as(WorkspaceModels.class, new Models());
            }

            @Override
            public Map<WorkspaceId, Map<String, Map<String, Long>>> statistics() {
                return Map.of();
            }
        };
    }

    static final class Models {
        EmbeddingModel embeddingModel() {
            return Narrow.as(EmbeddingModel.class, new Embeddings());
        }

        void close() {}
    }

    static final class Embeddings {
        ModelInfo info() {
            return new ModelInfo("local", Optional.empty(), "none");
        }

        int dimension() {
            return 1;
        }
    }

    static <S> ServicePool.Source<S> source(S service) {
        return new ServicePool.Source<>() {
            @Override
            public Optional<S> get() {
                return Optional.of(service);
            }

            @Override
            public void unget(S given) {
                assertThat(given).isSameAs(service);
            }
        };
    }

    void limits(int maxOpen, Duration openWait) {
        options =
                new ManagerOptions(
                        options.workingDirectory(),
                        options.inputDirectory(),
                        options.idleTime(),
                        maxOpen,
                        openWait,
                        options.drainTime(),
                        options.longestCall(),
                        options.shutdownTime(),
                        options.resume());
    }

    void longestCall(Duration limit) {
        options =
                new ManagerOptions(
                        options.workingDirectory(),
                        options.inputDirectory(),
                        options.idleTime(),
                        options.maxOpen(),
                        options.openWait(),
                        options.drainTime(),
                        limit,
                        options.shutdownTime(),
                        options.resume());
    }

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    void storages(Object key, StorageProvider provider) {
        pools.storages().add(key, source(provider));
        registry.servicesArrived();
    }

    void factories(Object key, LightRagFactory factory) {
        pools.factories().add(key, source(factory));
        registry.servicesArrived();
    }

    void removeFactory(Object key) {
        pools.factories().remove(key);
        registry.engineServiceGone(key);
    }

    /** Opens a workspace, or uses it once more. */
    void touch(WorkspaceId workspace) {
        registry.acquire(workspace).close();
    }

    void insert(WorkspaceId workspace, String name) {
        try (LightRagLease lease = registry.acquire(workspace)) {
            lease.engine().insert(List.of(new NewDocument("text", name, Optional.empty())));
        }
    }

    List<String> done(WorkspaceId workspace) {
        try (LightRagLease lease = registry.acquire(workspace)) {
            return lease.engine().labels();
        }
    }

    long gauge(String name) {
        return registry.gauges().getOrDefault(name, -1L);
    }

    Path folder(WorkspaceId workspace) {
        return options.workingDirectory().resolve(workspace.value());
    }

    /** Waits until something holds; fails after ten seconds. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        registry.shutdown();
        assertThat(stores.open()).as("stores left open").isZero();
    }
}
