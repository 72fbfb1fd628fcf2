package lightrag.storage.rocksdb;

import lightrag.spi.storage.StorageProvider;
import lightrag.testkit.storage.DocStatusStorageTck;

final class RocksDocStatusStorageTest extends DocStatusStorageTck {
    private final StorageProvider provider = Rocks.provider();

    @Override
    protected StorageProvider provider() {
        return provider;
    }
}
