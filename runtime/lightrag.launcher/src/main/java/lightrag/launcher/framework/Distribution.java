package lightrag.launcher.framework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of an assembled server.
 *
 * @param home folder with {@code features/}, {@code repository/} and {@code samples/}
 * @param etc folder of the operator's files; in a checkout not below the home, which is built anew
 */
public record Distribution(Path home, Path etc) {

    /** One that has everything in its home. */
    public Distribution(Path home) {
        this(home, home.resolve("etc"));
    }

    /** What runs when nobody chooses. */
    public static final List<String> DEFAULT_FEATURES =
            List.of(
                    "core",
                    "documents-office",
                    "http",
                    "storage-embedded",
                    "storage-sql",
                    "model-local",
                    "model-openai");

    /** Bundles, laid out as a Maven repository. */
    public Path repository() {
        return home.resolve("repository");
    }

    /** Feature files. */
    public Path features() {
        return home.resolve("features");
    }

    /** Sample documents, one folder a tenant. */
    public Path samples() {
        return home.resolve("samples");
    }

    /** Sample users. */
    public Path sampleUsers() {
        return home.resolve("users.json");
    }

    /**
     * Reads the named features.
     *
     * @throws FeatureException when one is unknown (the message lists the known ones) or unusable
     */
    public List<Feature> read(List<String> names) {
        List<String> known = featureNames();
        return names.stream().map(name -> read(name, known)).toList();
    }

    /** Names of the features there are, sorted. */
    public List<String> featureNames() {
        try (Stream<Path> files = Files.list(features())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("No feature files in " + features(), e);
        }
    }

    private Feature read(String name, List<String> known) {
        if (!known.contains(name)) {
            throw new FeatureException(
                    "There is no feature " + name + "; there are " + String.join(", ", known));
        }
        try {
            return Feature.read(features(), name);
        } catch (IllegalArgumentException e) {
            throw new FeatureException("Feature " + name + " cannot be used: " + e.getMessage(), e);
        }
    }
}
