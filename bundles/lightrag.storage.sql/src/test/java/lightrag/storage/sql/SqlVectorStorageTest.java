package lightrag.storage.sql;

import lightrag.spi.storage.StorageProvider;
import lightrag.testkit.storage.VectorStorageTck;

class SqlVectorStorageTest extends VectorStorageTck {
    private final SqlStorageProvider provider = new SqlStorageProvider();

    @Override
    protected StorageProvider provider() {
        return provider;
    }
}
