package lightrag.storage.rocksdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import lightrag.api.ConflictException;
import lightrag.api.LightRagException;
import lightrag.spi.storage.DocStatusStorage;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.GraphStorage;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.KeyValueStorage;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageStatistics;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorStorage;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.storage.rocksdb.db.BatchWriter;
import lightrag.storage.rocksdb.db.Counters;
import lightrag.storage.rocksdb.db.Database;
import lightrag.storage.rocksdb.db.SharedResources;
import lightrag.storage.rocksdb.db.WorkspaceAccess;
import lightrag.storage.rocksdb.vector.RocksVectorStorage;
import lightrag.storage.rocksdb.vector.VectorSearch;

/** The stores of one workspace over one database. */
final class RocksWorkspace implements WorkspaceStorage {
    private final WorkspaceAccess access;
    private final Stores stores;

    private RocksWorkspace(WorkspaceAccess access, VectorSearch search) {
        this.access = access;
        this.stores = new Stores(access, search);
    }

    static RocksWorkspace open(
            StorageLocation location,
            SharedResources shared,
            VectorSearch search,
            BatchWriter writer) {
        Database database =
                Database.open(location.workspace().value(), location.directory(), shared, writer);
        try {
            Counters counters = StorageFormat.check(database);
            return new RocksWorkspace(
                    new WorkspaceAccess(database, shared.rowCache(), counters), search);
        } catch (LightRagException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public KeyValueStorage keyValues(KeyValueNamespace namespace) {
        return stores.values(namespace);
    }

    @Override
    public DocStatusStorage docStatus() {
        return stores.documents();
    }

    @Override
    public GraphStorage graph() {
        return stores.graph();
    }

    @Override
    public VectorStorage vectors(VectorNamespace namespace, int dimension) {
        RocksVectorStorage vectors = stores.vectors(namespace);
        return access.read(
                () -> {
                    if (dimension != 0) {
                        vectors.requireDimension(dimension);
                    }
                    return vectors;
                });
    }

    @Override
    public void commit(Collection<? extends Mutation> mutations, Durability durability) {
        access.alone(
                () -> {
                    try (Commit commit = new Commit(stores, access)) {
                        mutations.forEach(commit::add);
                        commit.write(durability);
                    }
                    return mutations;
                });
    }

    @Override
    public void checkpoint(Path target) {
        if (Files.exists(target)) {
            throw new ConflictException(
                    "The checkpoint's directory exists already; choose a new one: " + target);
        }
        access.alone(
                () -> {
                    access.database().checkpoint(target);
                    return target;
                });
    }

    @Override
    public void purgeDeleted() {
        access.alone(
                () -> {
                    access.database().compact();
                    access.change(access.database()::reopen);
                    return access;
                });
    }

    @Override
    public StorageStatistics statistics() {
        return access.read(
                () -> {
                    Counters counters = access.counters();
                    return new StorageStatistics(
                            counters.entities(),
                            counters.relations(),
                            counters.values(KeyValueNamespace.TEXT_CHUNKS),
                            counters.documents(),
                            access.database().diskBytes(),
                            stores.memoryBytes());
                });
    }

    @Override
    public void close() {
        access.close();
    }
}
