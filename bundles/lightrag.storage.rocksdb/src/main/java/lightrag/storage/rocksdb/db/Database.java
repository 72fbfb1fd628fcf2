package lightrag.storage.rocksdb.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import lightrag.api.ConflictException;
import lightrag.api.LightRagException;
import lightrag.api.StorageFailureException;
import lightrag.spi.storage.Durability;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The database of one workspace. Reads see the state of the last {@link #advance}, not of the last
 * write, so that rows and in-memory views change at one moment. Callers hold the workspace's state
 * lock or commit lock for reads, the commit lock for writes, both for {@link #advance}, {@link
 * #reopen} and {@link #close}.
 */
public final class Database implements AutoCloseable {
    /** Bytes read ahead while a whole range is loaded. */
    private static final long READ_AHEAD = 1L << 20;

    private static final String FOLDER = "db";

    private final String workspace;
    private final Path directory;
    private final SharedResources shared;
    private final BatchWriter writer;
    private final OwnerFile owner;
    private final DatabaseOptions options;
    private RocksDB rocks;
    private Snapshot snapshot;
    private ReadOptions reads;
    private final PresentKeys present = new PresentKeys();
    private boolean open = true;

    private Database(String workspace, Path home, SharedResources shared, BatchWriter writer) {
        this.workspace = workspace;
        this.directory = home.resolve(FOLDER);
        this.shared = shared;
        this.writer = writer;
        this.owner = new OwnerFile(home);
        this.options = new DatabaseOptions(shared);
        try {
            this.rocks = start();
        } catch (LightRagException e) {
            options.close();
            throw e;
        }
        this.snapshot = rocks.getSnapshot();
        this.reads = new ReadOptions().setSnapshot(snapshot);
        shared.retain();
        owner.write();
    }

    /**
     * Opens or creates the database of a workspace.
     *
     * @param home the workspace's directory
     * @throws ConflictException another process, or another handle of this one, has it open
     */
    public static Database open(
            String workspace, Path home, SharedResources shared, BatchWriter writer) {
        return new Database(workspace, home, shared, writer);
    }

    /** Deletes the files of a closed database, and its home when nothing else is there. */
    public static void destroy(String workspace, Path home) {
        Path directory = home.resolve(FOLDER);
        try {
            if (Files.isDirectory(directory)) {
                try (var files = Files.walk(directory)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            new OwnerFile(home).delete();
            deleteIfEmpty(home);
        } catch (IOException | UncheckedIOException e) {
            throw new StorageFailureException(
                    "Files of workspace %s can't be deleted: check rights.".formatted(workspace),
                    e);
        }
    }

    private static void deleteIfEmpty(Path home) throws IOException {
        if (Files.isDirectory(home)) {
            try (var files = Files.list(home)) {
                if (files.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(home);
        }
    }

    private RocksDB start() {
        try {
            Files.createDirectories(directory);
            return shared.slowly(() -> RocksDB.open(options.options(), directory.toString()));
        } catch (RocksDBException e) {
            if (StorageErrors.isLocked(e)) {
                throw new ConflictException(
                        "Workspace %s is open elsewhere (%s): stop that one first."
                                .formatted(workspace, owner.read().orElse("unknown process")));
            }
            throw StorageErrors.failure(workspace, "opening", e);
        } catch (IOException e) {
            throw new StorageFailureException(
                    "Workspace %s: its directory can't be made; check rights and space."
                            .formatted(workspace),
                    e);
        } catch (Exception e) {
            throw new StorageFailureException("Workspace " + workspace + " can't be opened.", e);
        }
    }

    public String workspace() {
        return workspace;
    }

    public Path directory() {
        return directory;
    }

    public Optional<byte[]> get(byte[] key) {
        try {
            return Optional.ofNullable(rocks.get(reads, key));
        } catch (RocksDBException e) {
            throw StorageErrors.failure(workspace, "reading", e);
        }
    }

    public boolean exists(byte[] key) {
        if (present.contains(key)) {
            return true;
        }
        boolean exists = rocks.keyExists(reads, key);
        if (exists) {
            present.add(key);
        }
        return exists;
    }

    /** Values in the order of the keys. */
    public List<Optional<byte[]>> getAll(List<byte[]> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        if (keys.size() == 1) {
            return List.of(get(keys.getFirst()));
        }
        try {
            List<Optional<byte[]>> values = new ArrayList<>(keys.size());
            for (byte @Nullable [] value : rocks.multiGetAsList(reads, keys)) {
                values.add(Optional.ofNullable(value));
            }
            return values;
        } catch (RocksDBException e) {
            throw StorageErrors.failure(workspace, "reading", e);
        }
    }

    /** Told of one row; false ends the scan. Runs under the workspace's lock: no foreign code. */
    @FunctionalInterface
    public interface RowVisitor {
        boolean row(byte[] key, byte[] value);
    }

    /** Visits rows whose key starts with a prefix, in key order, from a key on. */
    public void scan(byte[] prefix, byte[] from, RowVisitor visitor) {
        iterate(
                prefix,
                from,
                rows -> {
                    while (rows.isValid() && visitor.row(rows.key(), rows.value())) {
                        rows.next();
                    }
                });
    }

    /** Told of one row by the number in its key; the buffer is reused. */
    @FunctionalInterface
    public interface NumberedVisitor {
        void row(int number, ByteBuffer value);
    }

    /**
     * Visits all rows of a prefix in key order, without an array for each.
     *
     * @param valueMax length of the longest value
     */
    public void scanDirect(byte[] prefix, int valueMax, NumberedVisitor visitor) {
        ByteBuffer value = ByteBuffer.allocateDirect(valueMax);
        iterate(
                prefix,
                prefix,
                rows -> {
                    for (; rows.isValid(); rows.next()) {
                        value.clear();
                        rows.value(value);
                        visitor.row(Keys.lastNumber(rows.key()), value);
                    }
                });
    }

    private interface Rows {
        void read(RocksIterator rows) throws RocksDBException;
    }

    private void iterate(byte[] prefix, byte[] from, Rows body) {
        try (Slice end = new Slice(Keys.after(prefix));
                ReadOptions range =
                        new ReadOptions()
                                .setSnapshot(snapshot)
                                .setIterateUpperBound(end)
                                .setReadaheadSize(READ_AHEAD)
                                .setFillCache(false);
                RocksIterator rows = rocks.newIterator(range)) {
            rows.seek(from);
            body.read(rows);
            rows.status();
        } catch (RocksDBException e) {
            throw StorageErrors.failure(workspace, "reading a range", e);
        }
    }

    /** Writes a batch whole or not at all. Reads see it after {@link #advance}. */
    public void write(WriteBatch batch, Durability durability) {
        boolean synced = durability == Durability.SYNCED;
        call(
                "writing",
                () -> {
                    try (WriteOptions how = new WriteOptions().setSync(synced)) {
                        writer.write(rocks, how, batch);
                    }
                    return batch;
                });
    }

    /**
     * Lets reads see everything that was written.
     *
     * @param deleted whether rows were deleted since
     */
    public void advance(boolean deleted) {
        if (deleted) {
            present.clear();
        }
        Snapshot next = rocks.getSnapshot();
        ReadOptions nextReads = new ReadOptions().setSnapshot(next);
        releaseReads();
        snapshot = next;
        reads = nextReads;
    }

    private void releaseReads() {
        reads.close();
        rocks.releaseSnapshot(snapshot);
    }

    /** A copy that can be opened as a workspace's home, by hard links where the disk allows. */
    public void checkpoint(Path home) {
        Path target = home.resolve(directory.getFileName());
        call(
                "making a checkpoint",
                () -> {
                    Files.createDirectories(home);
                    try (Checkpoint checkpoint = Checkpoint.create(rocks)) {
                        checkpoint.createCheckpoint(target.toString());
                    }
                    return target;
                });
    }

    /** Rewrites all files without what was deleted. Readers go on. */
    public void compact() {
        call(
                "purging",
                () -> {
                    flush();
                    try (CompactRangeOptions all =
                            new CompactRangeOptions()
                                    .setBottommostLevelCompaction(BottommostLevelCompaction.kForce)
                                    .setExclusiveManualCompaction(false)) {
                        rocks.compactRange(null, null, null, all);
                    }
                    return directory;
                });
    }

    /**
     * Closes and opens: the manifest keeps the first and last keys of former files, which may hold
     * deleted names, until it is begun anew.
     */
    public void reopen() {
        releaseReads();
        rocks.close();
        try {
            rocks = start();
        } catch (LightRagException e) {
            giveUp();
            throw e;
        }
        snapshot = rocks.getSnapshot();
        reads = new ReadOptions().setSnapshot(snapshot);
    }

    /** Bytes of the files on disk. */
    public long diskBytes() {
        try (var files = Files.walk(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // files come and go while they are counted
        }
    }

    /** False after {@link #close}, and after a {@link #reopen} that could not open again. */
    public boolean isOpen() {
        return open;
    }

    /** Flushes, so that the next opening replays nothing, and closes. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        releaseReads();
        try {
            call(
                    "closing",
                    () -> {
                        flush();
                        return directory;
                    });
        } finally {
            rocks.close();
            giveUp();
        }
    }

    private void giveUp() {
        open = false;
        options.close();
        shared.release();
        owner.delete();
    }

    private void flush() throws RocksDBException {
        try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
            rocks.flush(wait);
        }
    }

    private <T> void call(String doing, Callable<T> call) {
        try {
            shared.slowly(call);
        } catch (RocksDBException e) {
            throw StorageErrors.failure(workspace, doing, e);
        } catch (LightRagException e) {
            throw e;
        } catch (Exception e) {
            throw new StorageFailureException(
                    "Workspace %s failed while %s.".formatted(workspace, doing), e);
        }
    }
}
