package lightrag.manager;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lightrag.api.WorkspaceId;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.model.ModelGateway;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.DocumentParser;
import lightrag.spi.text.TokenizerProvider;
import lightrag.tenant.control.BindingControl;
import lightrag.tenant.control.ControlEvent;
import lightrag.tenant.control.ControlEventListener;
import lightrag.tenant.control.EngineFleet;
import lightrag.tenant.control.LightRagLease;
import lightrag.tenant.control.RagManager;
import lightrag.tenant.control.SettingsControl;
import lightrag.tenant.control.StorageMigration;
import lightrag.tenant.control.WorkspaceState;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the registry to the services of the framework and to its configuration. */
@Component(
        service = {RagManager.class, ConfigurationListener.class},
        immediate = true,
        configurationPid = "lightrag.manager",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class DefaultRagManager implements RagManager, ConfigurationListener {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultRagManager.class);
    private static final long SWEEP_MILLIS = 1_000;
    // Bundles start in any order and within seconds; a call at start should rather wait than fail.
    private static final Duration SERVICE_WAIT = Duration.ofSeconds(5);

    /** Times in seconds. */
    @interface Config {
        /** Absolute, or relative to the current directory. */
        String working_dir() default "./rag_storage";

        String input_dir() default "./inputs";

        /** For what the server has to remember; absolute, or relative to the current directory. */
        String var_dir() default "./var";

        long idle_seconds() default 900;

        int max_open_workspaces() default 256;

        long open_wait_seconds() default 30;

        long drain_seconds() default 10;

        long call_seconds() default 600;

        long shutdown_seconds() default 20;

        boolean resume() default true;
    }

    private final BundleContext context;
    private final WorkspaceOpener.Pools pools = WorkspaceOpener.Pools.empty();
    private final InstalledTextTools text = new InstalledTextTools();
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("workspace-upkeep").factory());
    private final WorkspaceRegistry registry;
    private final Resumption resumption;
    private final EngineFleet fleet;
    private final BindingControl bindings;
    private final List<ControlEventListener> listeners = new CopyOnWriteArrayList<>();
    private final SynchronousBundleListener frameworkListener = this::frameworkEvent;
    private volatile ManagerOptions options;
    private volatile Optional<SettingsControl> control = Optional.empty();
    private final List<ServiceRegistration<?>> published = new CopyOnWriteArrayList<>();

    @Activate
    public DefaultRagManager(
            BundleContext context,
            Config config,
            @Reference ConfigurationAdmin admin,
            @Reference TokenizerProvider tokenizers) {
        this.context = context;
        this.options = options(config);
        AdminSettings settings = new AdminSettings(admin, () -> control);
        Path var = Path.of(config.var_dir()).toAbsolutePath().normalize();
        WorkspaceOpener opener =
                new WorkspaceOpener(
                        () -> options,
                        settings,
                        pools,
                        new WorkspaceOpener.Tools(tokenizers, text),
                        InstantSource.system(),
                        new WorkspaceOpener.Server(
                                owner(),
                                SERVICE_WAIT,
                                var.resolve("storages.properties"),
                                this::tell));
        this.registry =
                new WorkspaceRegistry(
                        () -> options, opener, InstantSource.system(), this::unfinished);
        this.fleet =
                new PlannedFleet(registry, opener, new PlanFile(var.resolve("engines.properties")));
        this.bindings = new ConfiguredBindings(registry, opener, settings);
        this.resumption = new Resumption(registry, () -> options, scheduler);
    }

    private static ManagerOptions options(Config config) {
        return new ManagerOptions(
                Path.of(config.working_dir()).toAbsolutePath().normalize(),
                Path.of(config.input_dir()).toAbsolutePath().normalize(),
                Duration.ofSeconds(Math.max(1, config.idle_seconds())),
                Math.max(1, config.max_open_workspaces()),
                Duration.ofSeconds(Math.max(1, config.open_wait_seconds())),
                Duration.ofSeconds(Math.max(0, config.drain_seconds())),
                Duration.ofSeconds(Math.max(1, config.call_seconds())),
                Duration.ofSeconds(Math.max(1, config.shutdown_seconds())),
                config.resume());
    }

    private static String owner() {
        return "process "
                + ProcessHandle.current().pid()
                + " on host "
                + host()
                + ", since "
                + Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    @Activate
    void start() {
        context.addBundleListener(frameworkListener);
        scheduler.scheduleWithFixedDelay(
                this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        if (options.resume()) {
            resumption.start();
        }
        published.add(context.registerService(EngineFleet.class, fleet, null));
        published.add(context.registerService(BindingControl.class, bindings, null));
        LOG.info("Workspaces are below {}", options.workingDirectory());
    }

    private void sweep() {
        try {
            registry.sweep();
        } catch (RuntimeException | LinkageError e) {
            // A scheduled task that throws is never run again.
            LOG.error("Closing idle workspaces failed; tried again in a second", e);
        }
    }

    private void unfinished(WorkspaceId workspace) {
        resumption.add(workspace);
    }

    /** Folders can't move under open workspaces; everything else holds from now on. */
    @Modified
    void configure(Config config) {
        ManagerOptions next = options(config);
        if (!next.workingDirectory().equals(options.workingDirectory())
                || !next.inputDirectory().equals(options.inputDirectory())) {
            LOG.warn("WORKING_DIR and INPUT_DIR take effect at the next start");
        }
        options =
                new ManagerOptions(
                        options.workingDirectory(),
                        options.inputDirectory(),
                        next.idleTime(),
                        next.maxOpen(),
                        next.openWait(),
                        next.drainTime(),
                        next.longestCall(),
                        next.shutdownTime(),
                        options.resume());
    }

    @Deactivate
    void stop() {
        published.forEach(ServiceRegistration::unregister);
        context.removeBundleListener(frameworkListener);
        close();
    }

    private void close() {
        scheduler.shutdownNow();
        registry.shutdown();
    }

    /**
     * Told before the framework stops its first bundle. Closing only when this bundle stops would
     * be too late: stores and models may have gone by then, and documents in work would fail for
     * it.
     */
    private void frameworkEvent(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING
                && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            LOG.info("The server stops: work is brought to a safe point, calls may end");
            close();
        }
    }

    @Override
    public LightRagLease acquire(WorkspaceId workspace) {
        return registry.acquire(workspace);
    }

    @Override
    public List<WorkspaceState> workspaces() {
        return registry.states();
    }

    @Override
    public Map<String, Long> gauges() {
        return registry.gauges();
    }

    @Override
    public Map<WorkspaceId, Map<String, Map<String, Long>>> modelUse() {
        Map<WorkspaceId, Map<String, Map<String, Long>>> use = new HashMap<>();
        pools.gateways().members().forEach(gateway -> use.putAll(gateway.held().statistics()));
        return use;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        String prefix = AdminSettings.pidOf("");
        if (event.getPid().equals(AdminSettings.PID)) {
            registry.settingsChanged(Optional.empty());
        } else if (event.getPid().startsWith(prefix)) {
            String name = event.getPid().substring(prefix.length());
            if (WorkspaceId.SYNTAX.matcher(name).matches()) {
                registry.settingsChanged(Optional.of(new WorkspaceId(name)));
            }
        }
    }

    private void tell(StorageMigration migration) {
        registry.told(migration);
        Map<String, String> details = new TreeMap<>();
        details.put("workspace", migration.workspace().value());
        details.put("from", migration.from());
        details.put("to", migration.to());
        migration.embeddingFrom().ifPresent(from -> details.put("embedding_from", from));
        migration.embeddingTo().ifPresent(to -> details.put("embedding_to", to));
        details.put("phase", migration.phase().name());
        details.put("rows", String.valueOf(migration.rows()));
        migration
                .switchTook()
                .ifPresent(took -> details.put("switch_millis", "" + took.toMillis()));
        details.put("message", migration.message());
        ControlEvent event = new ControlEvent(Instant.now(), "storage.migration", details);
        listeners.forEach(listener -> listener.event(event));
    }

    // ------------------------------------------------------------------ services

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeListener")
    void addListener(ControlEventListener listener) {
        listeners.add(listener);
    }

    void removeListener(ControlEventListener listener) {
        listeners.remove(listener);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeControl")
    void setControl(SettingsControl found) {
        control = Optional.of(found);
    }

    void removeControl(SettingsControl gone) {
        control = control.filter(now -> now != gone);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeFactory")
    void addFactory(ComponentServiceObjects<LightRagFactory> factory) {
        pools.factories().add(factory.getServiceReference(), source(factory));
        registry.servicesArrived();
    }

    void removeFactory(ComponentServiceObjects<LightRagFactory> factory) {
        pools.factories().remove(factory.getServiceReference());
        registry.engineServiceGone(factory.getServiceReference());
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeGateway")
    void addGateway(ComponentServiceObjects<ModelGateway> gateway) {
        pools.gateways().add(gateway.getServiceReference(), source(gateway));
        registry.servicesArrived();
    }

    void removeGateway(ComponentServiceObjects<ModelGateway> gateway) {
        pools.gateways().remove(gateway.getServiceReference());
        registry.engineServiceGone(gateway.getServiceReference());
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeStorage")
    void addStorage(ComponentServiceObjects<StorageProvider> storage) {
        pools.storages().add(storage.getServiceReference(), source(storage));
        registry.servicesArrived();
    }

    void removeStorage(ComponentServiceObjects<StorageProvider> storage) {
        pools.storages().remove(storage.getServiceReference());
        registry.storageGone(storage.getServiceReference());
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeChunker")
    void addChunker(Chunker chunker) {
        text.add(chunker);
    }

    void removeChunker(Chunker chunker) {
        text.remove(chunker);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeParser")
    void addParser(DocumentParser parser) {
        text.add(parser);
    }

    void removeParser(DocumentParser parser) {
        text.remove(parser);
    }

    private static <S> ServicePool.Source<S> source(ComponentServiceObjects<S> objects) {
        return new ServicePool.Source<>() {
            @Override
            public Optional<S> get() {
                return Optional.ofNullable(objects.getService());
            }

            @Override
            public void unget(S service) {
                try {
                    objects.ungetService(service);
                } catch (IllegalStateException | IllegalArgumentException e) {
                    LOG.debug("A service was given back after it had gone", e);
                }
            }
        };
    }
}
