package lightrag.launcher.framework;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/** From feature files to a framework in which every bundle is active. */
final class FrameworkStarter {

    /**
     * Framework properties that carry launcher options begin so; {@code lightrag.config} reads
     * them.
     */
    private static final String OPTION_PREFIX = "lightrag.option.";

    private static final int SERVICES_LEVEL = 2;
    private static final int FINAL_LEVEL = 10;
    private static final long LEVEL_TIMEOUT_SECONDS = 60;

    private final Framework framework;
    private final List<Feature> features;
    private final Path repository;

    private FrameworkStarter(Framework framework, List<Feature> features, Path repository) {
        this.framework = framework;
        this.features = features;
        this.repository = repository;
    }

    static Framework start(LaunchPlan plan) throws LaunchException {
        List<Feature> features = plan.distribution().read(plan.features());
        Framework framework = factory().newFramework(properties(plan));
        try {
            framework.init();
            new FrameworkStarter(framework, features, plan.distribution().repository()).run();
            return framework;
        } catch (BundleException e) {
            RunningServer.stop(framework);
            throw new LaunchException("The framework does not start: " + e.getMessage(), e);
        } catch (LaunchException | RuntimeException e) {
            RunningServer.stop(framework);
            throw e;
        }
    }

    private static FrameworkFactory factory() {
        return new org.apache.felix.framework.FrameworkFactory();
    }

    private static Map<String, String> properties(LaunchPlan plan) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, plan.cache().toString());
        properties.put(
                Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(SERVICES_LEVEL));
        // versions of an engine stand side by side, for a moment even two bundles of one version
        properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        // Jetty waits for our configuration instead of opening its default port on all interfaces
        // meanwhile
        properties.put("org.apache.felix.http.require.config", "true");
        // a feature that is brought in later must not take the terminal
        properties.put(
                "gosh.args",
                plan.features().contains("shell")
                        ? "--noshutdown"
                        : "--nointeractive --noshutdown");
        properties.put("lightrag.home", plan.distribution().home().toString());
        properties.put("lightrag.etc", plan.distribution().etc().toString());
        plan.options().forEach((name, value) -> properties.put(OPTION_PREFIX + name, value));
        return properties;
    }

    private void run() throws BundleException, LaunchException {
        List<Bundle> bundles = install();
        framework.start();
        ConfigurationDefaults.apply(framework.getBundleContext(), features);
        raiseStartLevel();
        requireActive(bundles);
    }

    /** Two features may name the same bundle: it is installed once, at the lower level. */
    private List<Bundle> install() throws BundleException, LaunchException {
        Map<String, BundleId> wanted = new LinkedHashMap<>();
        for (Feature feature : features) {
            feature.bundles()
                    .forEach(
                            id ->
                                    wanted.merge(
                                            id.toString(),
                                            id,
                                            (a, b) -> a.startLevel() <= b.startLevel() ? a : b));
        }
        requirePresent(wanted.values());
        List<Bundle> bundles = new ArrayList<>();
        for (BundleId id : wanted.values()) {
            Bundle bundle = install(framework.getBundleContext(), id);
            bundle.adapt(BundleStartLevel.class).setStartLevel(id.startLevel());
            if (!isFragment(bundle)) {
                bundle.start();
                bundles.add(bundle);
            }
        }
        return bundles;
    }

    private void requirePresent(Iterable<BundleId> wanted) throws LaunchException {
        List<String> missing = new ArrayList<>();
        for (BundleId id : wanted) {
            if (!Files.isRegularFile(id.pathIn(repository))) {
                missing.add(id.toString());
            }
        }
        if (!missing.isEmpty()) {
            throw new LaunchException(
                    "Bundles named by the features are not in "
                            + repository
                            + ": "
                            + String.join(", ", missing)
                            + ". Build again.");
        }
    }

    /** By reference: the framework reads the jar where it is instead of copying it. */
    private Bundle install(BundleContext context, BundleId id) throws BundleException {
        return context.installBundle("reference:" + id.pathIn(repository).toUri());
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private void raiseStartLevel() throws LaunchException {
        CountDownLatch reached = new CountDownLatch(1);
        framework
                .adapt(FrameworkStartLevel.class)
                .setStartLevel(
                        FINAL_LEVEL,
                        event -> {
                            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                                reached.countDown();
                            }
                        });
        try {
            if (!reached.await(LEVEL_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new LaunchException(
                        "A bundle takes longer than " + LEVEL_TIMEOUT_SECONDS + " s to start.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted while starting", e);
        }
    }

    /**
     * Starting again what is not active brings its reason as an exception. What is uninstalled
     * already has given way to another version that a former run took in.
     */
    private static void requireActive(List<Bundle> bundles) throws LaunchException {
        List<String> failures = new ArrayList<>();
        for (Bundle bundle : bundles) {
            if ((bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING | Bundle.UNINSTALLED)) == 0) {
                try {
                    bundle.start();
                } catch (BundleException e) {
                    failures.add(bundle.getSymbolicName() + ": " + reason(e));
                } catch (IllegalStateException e) {
                    requireReplaced(bundle, e);
                }
            }
        }
        if (!failures.isEmpty()) {
            throw new LaunchException("Bundles do not start:\n  " + String.join("\n  ", failures));
        }
    }

    /** An engine that a deployed version has replaced already is uninstalled, and not missed. */
    private static void requireReplaced(Bundle bundle, IllegalStateException notStarted) {
        if (bundle.getState() != Bundle.UNINSTALLED) {
            throw notStarted;
        }
    }

    private static String reason(BundleException e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getMessage() + " (" + e.getCause() + ")");
    }
}
