package lightrag.launcher.framework;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param distribution where bundles and features are
 * @param features names of the features, in order
 * @param cache folder of the framework, emptied at each start
 * @param options server options by environment name, e.g. {@code PORT}; they win over the
 *     environment
 */
public record LaunchPlan(
        Distribution distribution, List<String> features, Path cache, Map<String, String> options) {

    /** Copies the collections. */
    public LaunchPlan {
        features = List.copyOf(features);
        options = Map.copyOf(options);
    }
}
