package lightrag.storage.sql;

import lightrag.spi.storage.StorageProvider;
import lightrag.testkit.storage.GraphStorageTck;

class SqlGraphStorageTest extends GraphStorageTck {
    private final SqlStorageProvider provider = new SqlStorageProvider();

    @Override
    protected StorageProvider provider() {
        return provider;
    }
}
