package lightrag.manager;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import lightrag.api.ConflictException;
import lightrag.api.UnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a workspace's folder to one process. The operating system drops the lock when the process
 * ends, however it ends; the text in the file only says who holds it.
 */
final class FolderLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);
    private static final int OWNER_BYTES_MAX = 512;

    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * @param owner one line that names this process
     * @throws ConflictException another process holds it; the message names that process
     * @throws UnavailableException the lock file can't be made
     */
    static FolderLock take(WorkspaceFolder folder, String owner) {
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            folder.lockFile(),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isEmpty()) {
                String holder = read(channel);
                channel.close();
                throw new ConflictException(
                        "Workspace "
                                + folder.workspace()
                                + " is open in another server ("
                                + holder
                                + "): stop that one, or use another working directory.");
            }
            write(channel, owner);
            return new FolderLock(channel, lock.get());
        } catch (IOException e) {
            close(channel);
            throw new UnavailableException(
                    "The lock file of workspace "
                            + folder.workspace()
                            + " can't be written: check permissions and free space.",
                    Duration.ofSeconds(5),
                    e);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private static void write(FileChannel channel, String owner) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(OWNER_BYTES_MAX);
        channel.read(bytes, 0);
        String holder = StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
        return holder.isEmpty() ? "unknown process" : holder;
    }

    private static void close(@org.jspecify.annotations.Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.warn("A lock file could not be closed", e);
        }
    }

    /** The file stays: deleting it would let two later processes lock two different files. */
    @Override
    public void close() {
        try {
            lock.release();
        } catch (IOException e) {
            LOG.warn("A folder lock could not be released", e);
        }
        close(channel);
    }
}
