package lightrag.launcher.framework;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightrag.launcher.json.JsonText;

/**
 * One feature file (OSGi Feature JSON, resource version 1.0): bundles that belong together and
 * their default configuration.
 *
 * @param name name of its file without the ending
 * @param bundles in the order of the file
 * @param configurations properties by PID
 */
public record Feature(
        String name, List<BundleId> bundles, Map<String, Map<String, Object>> configurations) {

    private static final String START_LEVEL = "bundleStartLevel";

    /** Copies the collections. */
    public Feature {
        bundles = List.copyOf(bundles);
        configurations = Map.copyOf(configurations);
    }

    /**
     * Reads {@code <folder>/<name>.json}.
     *
     * @throws FeatureException when there is no such file or it is not a feature
     */
    public static Feature read(Path folder, String name) {
        Path file = folder.resolve(name + ".json");
        Map<String, Object> json = JsonText.readObject(file);
        if (!"1.0".equals(json.get("feature-resource-version"))) {
            throw new FeatureException(file + " is not a feature of resource version 1.0");
        }
        List<BundleId> bundles = new ArrayList<>();
        for (Object bundle : JsonText.list(json.getOrDefault("bundles", List.of()))) {
            bundles.add(bundle(bundle));
        }
        Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
        JsonText.object(json.getOrDefault("configurations", Map.of()))
                .forEach((pid, properties) -> configurations.put(pid, JsonText.object(properties)));
        return new Feature(name, bundles, configurations);
    }

    private static BundleId bundle(Object json) {
        if (json instanceof String id) {
            return BundleId.parse(id, BundleId.DEFAULT_LEVEL);
        }
        Map<String, Object> object = JsonText.object(json);
        int level =
                object.get(START_LEVEL) instanceof Number number
                        ? number.intValue()
                        : BundleId.DEFAULT_LEVEL;
        return BundleId.parse(String.valueOf(object.get("id")), level);
    }
}
