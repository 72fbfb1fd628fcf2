package lightrag.storage.rocksdb.value;

import lightrag.spi.storage.KeyValueNamespace;
import lightrag.storage.rocksdb.db.Batch;
import lightrag.storage.rocksdb.db.Counters;
import lightrag.storage.rocksdb.db.Keys;

/** The key-value part of one commit; it has no view to follow. */
public final class KeyValueWriter {
    private final Batch batch;
    private final Counters counters;

    public KeyValueWriter(Batch batch, Counters counters) {
        this.batch = batch;
        this.counters = counters;
    }

    public void put(KeyValueNamespace namespace, String key, byte[] value) {
        byte[] stored = Keys.value(namespace, key);
        if (!batch.exists(stored)) {
            counters.addValues(namespace, 1);
        }
        batch.put(stored, value);
    }

    public void delete(KeyValueNamespace namespace, String key) {
        byte[] stored = Keys.value(namespace, key);
        if (batch.exists(stored)) {
            counters.addValues(namespace, -1);
            batch.delete(stored);
        }
    }

    public void clear(KeyValueNamespace namespace) {
        batch.clear(Keys.value(namespace, ""));
        counters.clearValues(namespace);
    }
}
