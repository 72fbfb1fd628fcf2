package lightrag.storage.rocksdb;

import java.util.Optional;
import lightrag.api.StorageFailureException;
import lightrag.spi.storage.Durability;
import lightrag.storage.rocksdb.db.Batch;
import lightrag.storage.rocksdb.db.Counters;
import lightrag.storage.rocksdb.db.Database;
import lightrag.storage.rocksdb.db.Keys;

/** The number of the layout in {@link Keys}, stored when a workspace is made. */
final class StorageFormat {
    private static final byte CURRENT = 1;

    private StorageFormat() {}

    /**
     * Checks the format, or stores it in a new database.
     *
     * @return the counters as stored
     */
    static Counters check(Database database) {
        Optional<byte[]> stored = database.get(Keys.FORMAT);
        if (stored.isEmpty()) {
            return initialise(database);
        }
        byte[] format = stored.get();
        if (format.length != 1 || format[0] != CURRENT) {
            throw new StorageFailureException(
                    "Workspace %s is in format %d, this server knows %d: use the server that wrote it."
                            .formatted(
                                    database.workspace(),
                                    format.length == 0 ? 0 : format[0],
                                    CURRENT));
        }
        return database.get(Keys.COUNTERS)
                .map(Counters::decode)
                .orElseThrow(
                        () ->
                                new StorageFailureException(
                                        "Workspace %s has lost its counters: restore it from a backup."
                                                .formatted(database.workspace())));
    }

    private static Counters initialise(Database database) {
        Counters counters = new Counters();
        try (Batch batch = new Batch(database)) {
            batch.put(Keys.FORMAT, new byte[] {CURRENT});
            batch.put(Keys.COUNTERS, counters.encode());
            database.write(batch.whole(), Durability.SYNCED);
        }
        database.advance(false);
        return counters;
    }
}
