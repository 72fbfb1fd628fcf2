package lightrag.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was changed through the server itself, one file a configuration. It may hold keys of model
 * servers, so that only its owner may read it.
 */
final class ChangesFolder {

    private static final Logger LOG = LoggerFactory.getLogger(ChangesFolder.class);
    private static final String SUFFIX = ".json";

    private final Path folder;

    ChangesFolder(Path folder) {
        this.folder = folder;
    }

    /** Changes by PID; a file that can't be read is reported and left alone. */
    Map<String, Map<String, String>> read() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(it -> it.toString().endsWith(SUFFIX)).toList()) {
                String name = file.getFileName().toString();
                try {
                    all.put(
                            name.substring(0, name.length() - SUFFIX.length()),
                            SettingsText.parse(Files.readString(file), any -> false));
                } catch (IOException | IllegalArgumentException e) {
                    LOG.error("{} is left out: {}", file, e.getMessage());
                }
            }
        } catch (IOException e) {
            LOG.error("Changes of settings in {} are left out: {}", folder, e.toString());
        }
        return all;
    }

    /** On disk when this returns; a kill leaves the changes before or these. */
    void write(String pid, Map<String, String> changes) throws IOException {
        Path file = folder.resolve(pid + SUFFIX);
        if (changes.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        Files.createDirectories(folder);
        Path next = folder.resolve(pid + ".next");
        Files.deleteIfExists(next);
        PrivateFile.create(next);
        try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
            ByteBuffer text =
                    ByteBuffer.wrap(SettingsText.write(changes).getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                out.write(text);
            }
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
