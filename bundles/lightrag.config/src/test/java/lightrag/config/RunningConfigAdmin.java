package lightrag.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.apache.felix.cm.impl.ConfigurationManager;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;

/** Config Admin in a framework of its own, sharing its interfaces with the test. */
final class RunningConfigAdmin implements AutoCloseable {

    private final Framework framework;

    RunningConfigAdmin(Path cache, Map<String, String> properties) throws Exception {
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        all.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.osgi.service.cm;version=1.6.1,"
                        + "org.osgi.service.log;version=1.5,org.osgi.service.coordinator;version=1.0");
        framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow()
                        .newFramework(all);
        framework.start();
        context()
                .installBundle(
                        ConfigurationManager.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString())
                .start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    ConfigurationAdmin admin() {
        return context()
                .getService(
                        Objects.requireNonNull(
                                context().getServiceReference(ConfigurationAdmin.class)));
    }

    @Override
    public void close() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
