package lightrag.manager.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import lightrag.api.StorageFailureException;
import lightrag.manager.disk.DurableProperties;

/**
 * The file in a workspace's folder that says which stores are in force. It is replaced whole, so
 * that a kill at any moment leaves one known answer.
 */
final class BindingsFile {

    private static final String NAME = "stores.properties";

    /** What versions before this one wrote: the type alone. */
    private static final String FORMER_NAME = "stores.binding";

    private final Path file;

    /**
     * @param folder of the workspace; must exist when something is written
     */
    BindingsFile(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /**
     * Empty when nothing was written yet.
     *
     * @throws StorageFailureException it can't be understood
     */
    Optional<Bindings> read() {
        Properties lines = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            lines.load(in);
        } catch (NoSuchFileException e) {
            return readFormer();
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
        try {
            return Optional.of(
                    new Bindings(
                            binding(lines, "inforce").orElseThrow(),
                            binding(lines, "other"),
                            Bindings.Phase.valueOf(lines.getProperty("phase", "SINGLE"))));
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    private Optional<Bindings> readFormer() {
        try {
            String type = Files.readString(file.resolveSibling(FORMER_NAME)).strip();
            return Optional.of(Bindings.single(new Binding(type, "")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private StorageFailureException damaged(Exception e) {
        return new StorageFailureException(
                "The file " + NAME + " can't be read: restore it from a backup.", e);
    }

    private static Optional<Binding> binding(Properties lines, String name) {
        return Optional.ofNullable(lines.getProperty(name + ".type"))
                .map(
                        type ->
                                new Binding(
                                        type,
                                        lines.getProperty(name + ".folder", ""),
                                        embedding(lines, name)));
    }

    private static Optional<Embedding> embedding(Properties lines, String name) {
        return Optional.ofNullable(lines.getProperty(name + ".model"))
                .map(
                        model ->
                                new Embedding(
                                        model,
                                        Integer.parseInt(lines.getProperty(name + ".dimension")),
                                        settings(lines, name + ".setting.")));
    }

    private static Map<String, String> settings(Properties lines, String prefix) {
        Map<String, String> settings = new TreeMap<>();
        for (String line : lines.stringPropertyNames()) {
            if (line.startsWith(prefix)) {
                settings.put(line.substring(prefix.length()), lines.getProperty(line));
            }
        }
        return settings;
    }

    /** On disk when this returns. */
    void write(Bindings bindings) {
        Properties lines = new Properties();
        put(lines, "inforce", bindings.inForce());
        bindings.other().ifPresent(other -> put(lines, "other", other));
        lines.setProperty("phase", bindings.phase().name());
        try {
            DurableProperties.replace(file, lines, "which stores of this workspace are in force");
            Files.deleteIfExists(file.resolveSibling(FORMER_NAME));
        } catch (IOException e) {
            throw new StorageFailureException(
                    "The file " + NAME + " can't be written: check the disk.", e);
        }
    }

    private static void put(Properties lines, String name, Binding binding) {
        lines.setProperty(name + ".type", binding.type());
        lines.setProperty(name + ".folder", binding.folder());
        binding.embedding().ifPresent(by -> put(lines, name, by));
    }

    private static void put(Properties lines, String name, Embedding by) {
        lines.setProperty(name + ".model", by.model());
        lines.setProperty(name + ".dimension", String.valueOf(by.dimension()));
        by.settings()
                .forEach(
                        (setting, value) -> lines.setProperty(name + ".setting." + setting, value));
    }
}
