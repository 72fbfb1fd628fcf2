package lightrag.storage.rocksdb;

import lightrag.spi.storage.StorageProvider;
import lightrag.storage.rocksdb.db.BatchWriter;
import lightrag.testkit.storage.VectorStorageTck;

/** The contract again, with codes for every size: few rows are all checked exactly. */
final class CodedVectorStorageTest extends VectorStorageTck {
    private final StorageProvider provider = Rocks.provider(0, BatchWriter.direct());

    @Override
    protected StorageProvider provider() {
        return provider;
    }
}
