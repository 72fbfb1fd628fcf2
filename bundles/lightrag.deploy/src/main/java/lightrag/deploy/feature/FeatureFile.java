package lightrag.deploy.feature;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a file in {@code features/} says, of the OSGi feature format 1.0.
 *
 * @param bundles {@code group:artifact:version}, in the order of the file
 * @param configured whether it brings configurations, which only a start applies
 */
record FeatureFile(String name, String description, List<String> bundles, boolean configured) {

    private static final JsonMapper JSON = JsonMapper.shared();

    FeatureFile {
        bundles = List.copyOf(bundles);
    }

    /**
     * @throws IllegalArgumentException it is no feature file
     */
    static FeatureFile read(Path file) {
        String fileName = String.valueOf(file.getFileName());
        try {
            JsonNode root = JSON.readTree(file.toFile());
            List<String> bundles = new ArrayList<>();
            for (JsonNode bundle : root.path("bundles")) {
                bundles.add(bundle.isString() ? bundle.asString() : bundle.path("id").asString(""));
            }
            return new FeatureFile(
                    fileName.replaceAll("\\.json$", ""),
                    root.path("description").asString(""),
                    bundles,
                    !root.path("configurations").isEmpty());
        } catch (JacksonException e) {
            throw new IllegalArgumentException(fileName + " is no feature file", e);
        }
    }

    /** Where a bundle is below a folder laid out as a Maven repository. */
    static Path jar(Path repository, String bundle) {
        String[] parts = bundle.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("no coordinates of a bundle: " + bundle);
        }
        return repository
                .resolve(parts[0].replace('.', '/'))
                .resolve(parts[1])
                .resolve(parts[2])
                .resolve(parts[1] + "-" + parts[2] + ".jar");
    }
}
