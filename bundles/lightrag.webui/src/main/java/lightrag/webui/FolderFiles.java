package lightrag.webui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A folder on disk, looked at with each request: a new build is there as soon as it is copied. */
final class FolderFiles implements PageFiles {
    private final Path root;

    /**
     * @throws IOException there is no such folder
     */
    FolderFiles(Path folder) throws IOException {
        this.root = folder.toRealPath();
        if (!Files.isDirectory(root)) {
            throw new IOException(folder + " is no folder");
        }
    }

    @Override
    public Optional<PageFile> find(String path) {
        try {
            // resolved through links, so that what is compared is what is opened
            Path file = root.resolve(path).toRealPath();
            if (!file.startsWith(root)) {
                return Optional.empty();
            }
            BasicFileAttributes attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Optional.of(describe(path, file, attributes))
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static PageFile describe(String path, Path file, BasicFileAttributes attributes) {
        Instant modified = attributes.lastModifiedTime().toInstant();
        String tag =
                Long.toHexString(modified.toEpochMilli())
                        + "-"
                        + Long.toHexString(attributes.size());
        return new PageFile(
                path,
                attributes.size(),
                tag,
                modified.truncatedTo(ChronoUnit.SECONDS),
                () -> Files.newInputStream(file));
    }
}
