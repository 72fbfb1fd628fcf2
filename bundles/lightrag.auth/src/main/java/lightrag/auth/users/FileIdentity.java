package lightrag.auth.users;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What tells one version of a file from another without reading it. Links are followed, so that
 * exchanging a link anywhere on the way (a Kubernetes secret) is a change.
 *
 * @param key inode and device, empty text where the platform has none
 * @param changed last change of content, name or rights; the modification time where unknown
 */
record FileIdentity(Path target, String key, long size, FileTime modified, FileTime changed) {

    /** Within this time of a change another one may carry the same time stamps. */
    private static final Duration CLOCK_TICK = Duration.ofSeconds(2);

    /** Empty when there is no such file. */
    static Optional<FileIdentity> of(Path file) {
        try {
            Path target = file.toRealPath();
            BasicFileAttributes basic = Files.readAttributes(target, BasicFileAttributes.class);
            if (basic.isDirectory()) {
                return Optional.empty();
            }
            return Optional.of(
                    new FileIdentity(
                            target,
                            String.valueOf(basic.fileKey()),
                            basic.size(),
                            basic.lastModifiedTime(),
                            changeTime(target, basic)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean mayHideAnotherChange(Instant now) {
        return changed.toInstant().plus(CLOCK_TICK).isAfter(now)
                || modified.toInstant().plus(CLOCK_TICK).isAfter(now);
    }

    private static FileTime changeTime(Path file, BasicFileAttributes basic) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return basic.lastModifiedTime();
        }
        return Files.getAttribute(file, "unix:ctime") instanceof FileTime time
                ? time
                : basic.lastModifiedTime();
    }
}
