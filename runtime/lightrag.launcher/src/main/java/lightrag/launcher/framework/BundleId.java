package lightrag.launcher.framework;

import java.nio.file.Path;

/**
 * Maven coordinates of one bundle and the level it starts at.
 *
 * @param group group id
 * @param artifact artifact id
 * @param version version
 * @param startLevel level, 1 first; {@link #DEFAULT_LEVEL} unless the feature says otherwise
 */
public record BundleId(String group, String artifact, String version, int startLevel) {

    /** Where bundles start that need no place of their own: after the framework's services. */
    public static final int DEFAULT_LEVEL = 3;

    /**
     * Reads {@code group:artifact:version}.
     *
     * @throws FeatureException when it has another shape
     */
    static BundleId parse(String id, int startLevel) {
        String[] parts = id.split(":", -1);
        if (parts.length != 3 || id.contains("::") || id.contains("${")) {
            throw new FeatureException(
                    "A bundle is named group:artifact:version, which this is not: " + id);
        }
        return new BundleId(parts[0], parts[1], parts[2], startLevel);
    }

    /** Its place below a folder that is laid out as a Maven repository. */
    Path pathIn(Path repository) {
        return repository
                .resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + ".jar");
    }

    @Override
    public String toString() {
        return group + ":" + artifact + ":" + version;
    }
}
