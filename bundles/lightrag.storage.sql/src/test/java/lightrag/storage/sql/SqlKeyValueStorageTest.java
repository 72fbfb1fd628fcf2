package lightrag.storage.sql;

import lightrag.spi.storage.StorageProvider;
import lightrag.testkit.storage.KeyValueStorageTck;

class SqlKeyValueStorageTest extends KeyValueStorageTck {
    private final SqlStorageProvider provider = new SqlStorageProvider();

    @Override
    protected StorageProvider provider() {
        return provider;
    }
}
