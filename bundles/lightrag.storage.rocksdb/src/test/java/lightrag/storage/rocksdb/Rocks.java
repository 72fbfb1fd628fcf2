package lightrag.storage.rocksdb;

import lightrag.spi.storage.StorageProvider;
import lightrag.storage.rocksdb.db.BatchWriter;
import lightrag.storage.rocksdb.db.SharedResources;

/** Providers with small budgets for tests. */
final class Rocks {
    private Rocks() {}

    static StorageProvider provider() {
        return provider(BatchWriter.direct());
    }

    static StorageProvider provider(BatchWriter writer) {
        return provider(RocksStorageProvider.DEFAULT_EXACT_VECTORS_MAX, writer);
    }

    static StorageProvider provider(int exactVectorsMax, BatchWriter writer) {
        return new RocksStorageProvider(
                new SharedResources.Budget(64, 16, 32, 200), exactVectorsMax, writer);
    }
}
