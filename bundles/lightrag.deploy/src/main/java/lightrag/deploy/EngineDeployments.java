package lightrag.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lightrag.deploy.selftest.SelfTest;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.TokenizerProvider;
import lightrag.tenant.control.BindingControl;
import lightrag.tenant.control.ControlEventListener;
import lightrag.tenant.control.Deployments;
import lightrag.tenant.control.EngineFleet;
import lightrag.tenant.control.GaugeSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the rollout to the framework and its configuration, and looks into the deploy folder. */
@Component(
        service = {EngineDeployments.class, GaugeSource.class},
        immediate = true,
        configurationPid = "lightrag.deploy",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class EngineDeployments implements GaugeSource {

    private static final Logger LOG = LoggerFactory.getLogger(EngineDeployments.class);
    private static final long LOOK_MILLIS = 300;

    /** Times in seconds. */
    @interface Config {
        /** For jars that were taken in; absolute, or relative to the current directory. */
        String var_dir() default "./var";

        /** Watched for jars. */
        String deploy_dir() default "./deploy";

        /** SHA-256 digests that may be taken in, separated by commas; empty: all. */
        String deploy_digests() default "";

        long deploy_test_seconds() default 30;

        long deploy_watch_seconds() default 180;

        long deploy_silence_seconds() default 120;

        int deploy_error_percent() default 5;

        int deploy_latency_factor() default 5;
    }

    private final BundleContext context;
    private final TokenizerProvider tokenizers;
    private final Events events = new Events();
    private final List<StorageProvider> storages = new CopyOnWriteArrayList<>();
    private final List<Chunker> chunkers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("deploy-folder").factory());
    private final StorageUpdates storageUpdates;
    private final Rollout rollout;
    private volatile DeployOptions options;
    private volatile Optional<ServiceRegistration<Deployments>> published = Optional.empty();

    @Activate
    public EngineDeployments(
            BundleContext context,
            Config config,
            @Reference EngineFleet fleet,
            @Reference BindingControl bindings,
            @Reference TokenizerProvider tokenizers) {
        this.context = context;
        this.tokenizers = tokenizers;
        this.options = options(config);
        JarStore store = new JarStore(options.store());
        ForeignCalls calls = new ForeignCalls();
        EngineBundles bundles = new EngineBundles(context, store, calls, () -> options.testTime());
        this.storageUpdates =
                new StorageUpdates(
                        bindings,
                        bundles,
                        calls,
                        new JarStore(options.storageStore()),
                        new StorageTrial(fleet, bundles, calls, () -> options, this::selfTest),
                        events);
        this.rollout =
                new Rollout(
                        fleet,
                        bundles,
                        calls,
                        store,
                        () -> options,
                        this::selfTest,
                        storageUpdates,
                        events);
    }

    private static DeployOptions options(Config config) {
        Path var = Path.of(config.var_dir()).toAbsolutePath().normalize();
        return new DeployOptions(
                Path.of(config.deploy_dir()).toAbsolutePath().normalize(),
                var.resolve("engines"),
                var.resolve("storages"),
                var.resolve("scratch"),
                Stream.of(config.deploy_digests().split(","))
                        .map(digest -> digest.strip().toLowerCase(Locale.ROOT))
                        .filter(digest -> !digest.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()),
                Duration.ofSeconds(Math.max(1, config.deploy_test_seconds())),
                Duration.ofSeconds(Math.max(0, config.deploy_watch_seconds())),
                Duration.ofSeconds(Math.max(1, config.deploy_silence_seconds())),
                Math.max(0, config.deploy_error_percent()),
                Math.max(1, config.deploy_latency_factor()));
    }

    @Override
    public String room() {
        return "deploy";
    }

    @Override
    public Map<String, Long> gauges() {
        return Map.of("left_behind", (long) rollout.leftBehind().size());
    }

    private SelfTest selfTest() {
        return selfTest(
                storages.stream()
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no storage is installed")));
    }

    private SelfTest selfTest(StorageProvider storage) {
        return new SelfTest(storage, tokenizers, chunkers);
    }

    @Activate
    void start() {
        DeployFolder folder = new DeployFolder(options.folder(), rollout);
        timer.execute(
                () -> {
                    guarded(storageUpdates::restore);
                    guarded(rollout::restore);
                    published =
                            Optional.of(context.registerService(Deployments.class, rollout, null));
                });
        var _ =
                timer.scheduleWithFixedDelay(
                        () -> {
                            guarded(folder::look);
                            guarded(rollout::tidy);
                        },
                        LOOK_MILLIS,
                        LOOK_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | LinkageError e) {
            // A scheduled task that throws is never run again.
            LOG.error("The deploy folder is looked at again", e);
        }
    }

    /** Folders stay until the next start; everything else holds from now on. */
    @Modified
    void configure(Config config) {
        DeployOptions next = options(config);
        if (!next.folder().equals(options.folder()) || !next.store().equals(options.store())) {
            LOG.warn("LIGHTRAG_DEPLOY_DIR and LIGHTRAG_VAR_DIR take effect at the next start");
        }
        options = next;
    }

    @Deactivate
    void stop() {
        timer.shutdownNow();
        rollout.close();
        published.ifPresent(
                registration -> {
                    try {
                        registration.unregister();
                    } catch (IllegalStateException e) {
                        LOG.debug("The framework took the service back already", e);
                    }
                });
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addStorage(StorageProvider storage) {
        storages.add(storage);
    }

    void removeStorage(StorageProvider storage) {
        storages.remove(storage);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addChunker(Chunker chunker) {
        chunkers.add(chunker);
    }

    void removeChunker(Chunker chunker) {
        chunkers.remove(chunker);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(ControlEventListener listener) {
        events.add(listener);
    }

    void removeListener(ControlEventListener listener) {
        events.remove(listener);
    }
}
