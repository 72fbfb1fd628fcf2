package lightrag.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lines that outlive the process. A full file becomes {@code <name>.1}, the one before {@code
 * <name>.2} and so on; the oldest goes. Not thread-safe.
 */
final class AuditFile {

    private final Path file;
    private final long bytesMax;
    private final int kept;

    /**
     * @param bytesMax of one file
     * @param kept older files
     */
    AuditFile(Path file, long bytesMax, int kept) {
        this.file = file;
        this.bytesMax = bytesMax;
        this.kept = kept;
    }

    /** In the file when this returns; a kill of the process loses nothing. */
    void append(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) && Files.size(file) + bytes.length > bytesMax) {
            rotate();
        }
        create();
        Files.write(file, bytes, StandardOpenOption.APPEND);
    }

    /** Nobody but the server's user reads who did what. */
    private void create() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(file);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private void rotate() throws IOException {
        for (int number = kept; number > 0; number--) {
            Path younger = number == 1 ? file : numbered(number - 1);
            if (Files.exists(younger)) {
                Files.move(younger, numbered(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    /** The last lines of this file and the one before, oldest first. */
    List<String> last(int count) {
        List<String> lines = new ArrayList<>(lines(numbered(1)));
        lines.addAll(lines(file));
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    private static List<String> lines(Path path) {
        if (!Files.isRegularFile(path)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(path)) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
