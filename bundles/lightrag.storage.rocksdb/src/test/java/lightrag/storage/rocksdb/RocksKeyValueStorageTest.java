package lightrag.storage.rocksdb;

import lightrag.spi.storage.StorageProvider;
import lightrag.testkit.storage.KeyValueStorageTck;

final class RocksKeyValueStorageTest extends KeyValueStorageTck {
    private final StorageProvider provider = Rocks.provider();

    @Override
    protected StorageProvider provider() {
        return provider;
    }
}
