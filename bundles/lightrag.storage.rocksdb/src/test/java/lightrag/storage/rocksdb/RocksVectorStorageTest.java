package lightrag.storage.rocksdb;

import lightrag.spi.storage.StorageProvider;
import lightrag.testkit.storage.VectorStorageTck;

final class RocksVectorStorageTest extends VectorStorageTck {
    private final StorageProvider provider = Rocks.provider();

    @Override
    protected StorageProvider provider() {
        return provider;
    }
}
