package lightrag.storage.rocksdb.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says beside a database who has it open, for the message to whoever comes second. The real lock is
 * RocksDB's; this file may be stale after a kill, which does no harm.
 */
final class OwnerFile {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerFile.class);

    private final Path path;

    OwnerFile(Path directory) {
        this.path = directory.resolve("owner");
    }

    void write() {
        ProcessHandle self = ProcessHandle.current();
        String text =
                "process %d, started %s"
                        .formatted(self.pid(), self.info().startInstant().orElse(Instant.EPOCH));
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            LOG.warn("Can't write {}: a second process won't be told who has the workspace", path);
        }
    }

    Optional<String> read() {
        try {
            return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.debug("Left {} behind", path);
        }
    }
}
