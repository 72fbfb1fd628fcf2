package lightrag.storage.rocksdb.db;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Changes that will be written together, read back as if they were written already. Nothing reaches
 * the database before {@link Database#write}.
 */
public final class Batch implements AutoCloseable {
    private final Database database;
    private final WriteBatch batch = new WriteBatch();
    private final Map<ByteBuffer, Optional<byte[]>> changed = new HashMap<>();
    private final List<byte[]> cleared = new ArrayList<>();
    private boolean deletes;

    public Batch(Database database) {
        this.database = database;
    }

    public Optional<byte[]> get(byte[] key) {
        Optional<byte[]> change = changed.get(ByteBuffer.wrap(key));
        if (change != null) {
            return change;
        }
        return isCleared(key) ? Optional.empty() : database.get(key);
    }

    public boolean exists(byte[] key) {
        Optional<byte[]> change = changed.get(ByteBuffer.wrap(key));
        if (change != null) {
            return change.isPresent();
        }
        return !isCleared(key) && database.exists(key);
    }

    public void put(byte[] key, byte[] value) {
        changed.put(ByteBuffer.wrap(key), Optional.of(value));
        try {
            batch.put(key, value);
        } catch (RocksDBException e) {
            throw StorageErrors.failure(database.workspace(), "preparing a batch", e);
        }
    }

    public void delete(byte[] key) {
        deletes = true;
        changed.put(ByteBuffer.wrap(key), Optional.empty());
        try {
            batch.delete(key);
        } catch (RocksDBException e) {
            throw StorageErrors.failure(database.workspace(), "preparing a batch", e);
        }
    }

    /** Deletes all rows whose key starts with a prefix. */
    public void clear(byte[] prefix) {
        changed.keySet().removeIf(key -> Keys.startsWith(key.array(), prefix));
        deletes = true;
        cleared.add(prefix);
        try {
            batch.deleteRange(prefix, Keys.after(prefix));
        } catch (RocksDBException e) {
            throw StorageErrors.failure(database.workspace(), "preparing a batch", e);
        }
    }

    private boolean isCleared(byte[] key) {
        for (byte[] prefix : cleared) {
            if (Keys.startsWith(key, prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Whether anything is deleted. */
    public boolean deletes() {
        return deletes;
    }

    public boolean isEmpty() {
        return batch.count() == 0;
    }

    public WriteBatch whole() {
        return batch;
    }

    @Override
    public void close() {
        batch.close();
    }
}
