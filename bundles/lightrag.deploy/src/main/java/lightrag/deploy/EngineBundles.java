package lightrag.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import lightrag.spi.engine.LightRagFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Engine bundles in the framework: in, out, and what they register. Never refreshes anything. */
final class EngineBundles {

    private static final Logger LOG = LoggerFactory.getLogger(EngineBundles.class);
    private static final String REFERENCE = "reference:";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final BundleContext context;
    private final JarStore store;
    private final ForeignCalls calls;
    private final Supplier<Duration> startTime;
    private final AtomicLong number = new AtomicLong();
    // Jars of versions that did not come from the store, for the way back to them.
    private final Map<String, Path> shipped = new ConcurrentHashMap<>();
    // Bundles that could not be uninstalled yet, with their versions.
    private final Map<Bundle, String> staying = new ConcurrentHashMap<>();

    EngineBundles(
            BundleContext context,
            JarStore store,
            ForeignCalls calls,
            Supplier<Duration> startTime) {
        this.context = context;
        this.store = store;
        this.calls = calls;
        this.startTime = startTime;
    }

    /** Installs, resolves and starts a bundle; what fails half-way is uninstalled again. */
    Bundle bringIn(Path jar, String version) throws RefusedException {
        Bundle bundle = install(jar, version);
        try {
            resolve(bundle);
            calls.call(version, "start", startTime.get(), starting(bundle));
            return bundle;
        } catch (ForeignCalls.UnendedException e) {
            // The framework keeps the bundle locked while it starts.
            staying.put(bundle, version);
            throw e;
        } catch (RefusedException e) {
            takeOut(bundle, version);
            throw e;
        }
    }

    private Bundle install(Path jar, String version) throws RefusedException {
        try (InputStream in = Files.newInputStream(jar)) {
            return context.installBundle("deploy:" + version + "#" + number.incrementAndGet(), in);
        } catch (BundleException | IOException e) {
            throw new RefusedException("The framework does not take it: " + e.getMessage(), e);
        }
    }

    private void resolve(Bundle bundle) throws RefusedException {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        if (wiring.resolveBundles(List.of(bundle))) {
            return;
        }
        try {
            // Starting what does not resolve brings the reason, and nothing else.
            bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            throw new RefusedException("It does not resolve: " + e.getMessage(), e);
        }
        throw new RefusedException("It does not resolve.");
    }

    private static Callable<Boolean> starting(Bundle bundle) {
        return () -> {
            bundle.start();
            return true;
        };
    }

    /** Stops and uninstalls; harmless when it is gone. What can't be is tried again. */
    void takeOut(Bundle bundle, String version) {
        try {
            calls.call(
                    version,
                    "stop",
                    STOP_LIMIT,
                    () -> {
                        if (bundle.getState() != Bundle.UNINSTALLED) {
                            bundle.uninstall();
                        }
                        return true;
                    });
            staying.remove(bundle);
        } catch (RefusedException e) {
            LOG.error("Bundle {} of engine {} stays for now", bundle, version, e);
            staying.put(bundle, version);
        }
    }

    /** Uninstalls what could not be, where no code of it runs any more. */
    void takeOutStaying() {
        staying.forEach(
                (bundle, version) -> {
                    if (!calls.isUnended(version)) {
                        takeOut(bundle, version);
                    }
                });
    }

    /** Whether a bundle of a version could not be uninstalled yet. */
    boolean stays(String version) {
        return staying.containsValue(version);
    }

    /** Uninstalls every bundle of an engine version, and remembers where its jar is. */
    void takeOut(String version) {
        for (Bundle bundle : bundles(version)) {
            String location = bundle.getLocation();
            if (location.startsWith(REFERENCE)) {
                shipped.put(version, path(location));
            }
            takeOut(bundle, version);
            LOG.info("Engine {} is uninstalled", version);
        }
    }

    /** The jar that an installed version came from. */
    Optional<Path> installedJar(String version) {
        return store.find(version)
                .or(
                        () ->
                                bundles(version).stream()
                                        .map(Bundle::getLocation)
                                        .filter(location -> location.startsWith(REFERENCE))
                                        .map(EngineBundles::path)
                                        .findFirst());
    }

    private static Path path(String location) {
        return Path.of(URI.create(location.substring(REFERENCE.length())));
    }

    /** The jar of a version that is installed no more. */
    Optional<Path> jar(String version) {
        return store.find(version)
                .or(() -> Optional.ofNullable(shipped.get(version)).filter(Files::isRegularFile));
    }

    /** Installed engine bundles of a version. */
    List<Bundle> bundles(String version) {
        return references().stream()
                .filter(reference -> version.equals(versionOf(reference)))
                .map(ServiceReference::getBundle)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private String versionOf(ServiceReference<LightRagFactory> reference) {
        LightRagFactory factory = context.getService(reference);
        if (factory == null) {
            return "";
        }
        try {
            return factory.engineVersion();
        } finally {
            context.ungetService(reference);
        }
    }

    private Collection<ServiceReference<LightRagFactory>> references() {
        try {
            return context.getServiceReferences(LightRagFactory.class, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The engine factory that a started bundle registers. */
    ServiceReference<LightRagFactory> factory(Bundle bundle) throws RefusedException {
        return service(bundle, LightRagFactory.class, "register an engine");
    }

    /** The service of a kind that a started bundle registers. */
    <S> ServiceReference<S> service(Bundle bundle, Class<S> kind, String what)
            throws RefusedException {
        CompletableFuture<ServiceReference<S>> found = new CompletableFuture<>();
        ServiceListener listener = event -> own(bundle, kind).ifPresent(found::complete);
        context.addServiceListener(listener);
        try {
            own(bundle, kind).ifPresent(found::complete);
            return Deadline.await(what, startTime.get(), found);
        } finally {
            context.removeServiceListener(listener);
        }
    }

    /** The factory of an engine version. */
    Optional<ServiceReference<LightRagFactory>> factory(String version) {
        return references().stream()
                .filter(reference -> version.equals(versionOf(reference)))
                .findFirst();
    }

    /**
     * @throws IllegalStateException it has gone
     */
    <S> S get(ServiceReference<S> reference) {
        S service = context.getService(reference);
        if (service == null) {
            throw new IllegalStateException("the service has gone");
        }
        return service;
    }

    void unget(ServiceReference<?> reference) {
        context.ungetService(reference);
    }

    /** Installed bundles of a symbolic name, in the order of their arrival. */
    List<Bundle> named(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .toList();
    }

    /** What a bundle has registered of a kind. */
    static <S> Optional<ServiceReference<S>> own(Bundle bundle, Class<S> kind) {
        ServiceReference<?>[] all = bundle.getRegisteredServices();
        return all == null
                ? Optional.empty()
                : Arrays.stream(all)
                        .filter(reference -> isA(reference, kind))
                        .map(reference -> EngineBundles.<S>typed(reference))
                        .findFirst();
    }

    private static boolean isA(ServiceReference<?> reference, Class<?> kind) {
        return reference.getProperty(Constants.OBJECTCLASS) instanceof String[] names
                && List.of(names).contains(kind.getName());
    }

    @SuppressWarnings("unchecked") // told by its object class
    private static <S> ServiceReference<S> typed(ServiceReference<?> reference) {
        return (ServiceReference<S>) reference;
    }
}
