package lightrag.storage.sql;

import lightrag.spi.storage.StorageProvider;
import lightrag.testkit.storage.WorkspaceStorageTck;

class SqlWorkspaceTest extends WorkspaceStorageTck {
    private final SqlStorageProvider provider = new SqlStorageProvider();

    @Override
    protected StorageProvider provider() {
        return provider;
    }
}
