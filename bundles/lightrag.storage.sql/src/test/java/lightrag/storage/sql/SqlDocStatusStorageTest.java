package lightrag.storage.sql;

import lightrag.spi.storage.StorageProvider;
import lightrag.testkit.storage.DocStatusStorageTck;

class SqlDocStatusStorageTest extends DocStatusStorageTck {
    private final SqlStorageProvider provider = new SqlStorageProvider();

    @Override
    protected StorageProvider provider() {
        return provider;
    }
}
