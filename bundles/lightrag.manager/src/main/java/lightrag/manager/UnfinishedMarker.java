package lightrag.manager;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in the workspace's folder that is there while background work may be unfinished. After a
 * kill it tells which of many workspaces have to be opened without a request.
 */
final class UnfinishedMarker {

    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedMarker.class);

    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private int running;
    private boolean present;

    UnfinishedMarker(Path file) {
        this.file = file;
        this.present = Files.exists(file);
    }

    /** Called before a task starts; the marker is on disk when this returns. */
    void taskStarts() {
        lock.lock();
        try {
            running++;
            if (!present) {
                create();
                present = true;
            }
        } finally {
            lock.unlock();
        }
    }

    void taskEnded() {
        lock.lock();
        try {
            running--;
        } finally {
            lock.unlock();
        }
    }

    /** Removes the marker unless work runs or waits. */
    void removeWhen(BooleanSupplier finished) {
        lock.lock();
        try {
            if (present && running == 0 && finished.getAsBoolean()) {
                Files.deleteIfExists(file);
                present = false;
            }
        } catch (IOException e) {
            LOG.warn("{} stays and costs one needless opening at the next start", file, e);
        } finally {
            lock.unlock();
        }
    }

    private void create() {
        try {
            Files.createFile(file);
            try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (FileAlreadyExistsException e) {
            LOG.debug("{} is there already", file);
        } catch (IOException e) {
            // The work itself is durable; only its automatic resumption after a kill is at stake.
            LOG.warn("{} can't be made: after a kill this work waits for a request", file, e);
        }
    }
}
