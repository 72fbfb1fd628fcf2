package lightrag.launcher.framework;

import java.lang.reflect.Method;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Hands the features' default configurations to Config Admin.
 *
 * <p>Its interface is loaded by a bundle, not by us, so it is called by name.
 */
final class ConfigurationDefaults {

    private static final String CONFIG_ADMIN = "org.osgi.service.cm.ConfigurationAdmin";

    private ConfigurationDefaults() {}

    static void apply(BundleContext context, List<Feature> features) throws LaunchException {
        for (Feature feature : features) {
            for (var configuration : feature.configurations().entrySet()) {
                update(context, configuration.getKey(), configuration.getValue());
            }
        }
    }

    private static void update(BundleContext context, String pid, Map<String, Object> properties)
            throws LaunchException {
        ServiceReference<?> reference = context.getServiceReference(CONFIG_ADMIN);
        if (reference == null) {
            throw new LaunchException(
                    "The features configure " + pid + " but bring no Config Admin.");
        }
        Object admin = context.getService(reference);
        try {
            Method get =
                    reference
                            .getBundle()
                            .loadClass(CONFIG_ADMIN)
                            .getMethod("getConfiguration", String.class, String.class);
            Object configuration = get.invoke(admin, pid, "?");
            Method update = get.getReturnType().getMethod("update", Dictionary.class);
            update.invoke(configuration, new Hashtable<>(properties));
        } catch (ReflectiveOperationException e) {
            throw new LaunchException("The configuration " + pid + " cannot be set", e);
        } finally {
            context.ungetService(reference);
        }
    }
}
