package lightrag.storage.rocksdb;

import lightrag.spi.storage.StorageProvider;
import lightrag.testkit.storage.WorkspaceStorageTck;

final class RocksWorkspaceTest extends WorkspaceStorageTck {
    private final StorageProvider provider = Rocks.provider();

    @Override
    protected StorageProvider provider() {
        return provider;
    }
}
