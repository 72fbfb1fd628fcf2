package lightrag.storage.rocksdb.db;

import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** How a batch reaches the database; the seam at which tests let writes fail. */
@FunctionalInterface
public interface BatchWriter {
    void write(RocksDB database, WriteOptions options, WriteBatch batch) throws RocksDBException;

    static BatchWriter direct() {
        return RocksDB::write;
    }
}
