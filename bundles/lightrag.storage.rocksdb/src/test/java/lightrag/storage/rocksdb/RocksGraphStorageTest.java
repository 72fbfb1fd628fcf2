package lightrag.storage.rocksdb;

import lightrag.spi.storage.StorageProvider;
import lightrag.testkit.storage.GraphStorageTck;

final class RocksGraphStorageTest extends GraphStorageTck {
    private final StorageProvider provider = Rocks.provider();

    @Override
    protected StorageProvider provider() {
        return provider;
    }
}
