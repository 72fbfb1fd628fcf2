package lightrag.storage.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
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

/** The stores of one workspace over one database. */
final class SqlWorkspace implements WorkspaceStorage {

    private final Database database;
    private final VectorMemory memory = new VectorMemory();

    private SqlWorkspace(Database database) {
        this.database = database;
    }

    static SqlWorkspace open(StorageLocation location) {
        return new SqlWorkspace(Database.open(location.workspace().value(), location.directory()));
    }

    @Override
    public KeyValueStorage keyValues(KeyValueNamespace namespace) {
        return new SqlKeyValueStorage(database, namespace);
    }

    @Override
    public DocStatusStorage docStatus() {
        return new SqlDocStatusStorage(database);
    }

    @Override
    public GraphStorage graph() {
        return new SqlGraphStorage(database);
    }

    @Override
    public VectorStorage vectors(VectorNamespace namespace, int dimension) {
        SqlVectorStorage vectors = new SqlVectorStorage(database, memory, namespace);
        if (dimension != 0) {
            vectors.requireDimension(dimension);
        }
        return vectors;
    }

    @Override
    public void commit(Collection<? extends Mutation> mutations, Durability durability) {
        AtomicReference<Runnable> follow = new AtomicReference<>(() -> {});
        database.write(
                connection -> {
                    Commit commit = new Commit(connection);
                    for (Mutation mutation : mutations) {
                        commit.apply(mutation);
                    }
                    follow.set(() -> commit.vectors.follow(memory));
                },
                durability,
                () -> follow.get().run());
    }

    /** One transaction's changes. */
    private final class Commit {
        private final Connection connection;
        private final GraphTables graph;
        private final VectorTable vectors;

        Commit(Connection connection) {
            this.connection = connection;
            this.graph = new GraphTables(connection);
            this.vectors = new VectorTable(database.workspace(), connection);
        }

        void apply(Mutation mutation) throws SQLException {
            switch (mutation) {
                case Mutation.PutValue put ->
                        SqlKeyValueStorage.put(
                                connection,
                                SqlKeyValueStorage.number(put.namespace()),
                                put.key(),
                                put.value());
                case Mutation.DeleteValue delete ->
                        SqlKeyValueStorage.delete(
                                connection,
                                SqlKeyValueStorage.number(delete.namespace()),
                                delete.key());
                case Mutation.ClearValues clear ->
                        SqlKeyValueStorage.clear(
                                connection, SqlKeyValueStorage.number(clear.namespace()));
                case Mutation.PutDocument put ->
                        SqlDocStatusStorage.put(connection, put.document());
                case Mutation.DeleteDocument delete ->
                        SqlDocStatusStorage.delete(connection, delete.id());
                case Mutation.PutEntity put -> graph.put(put.entity());
                case Mutation.DeleteEntity delete -> graph.deleteEntity(delete.name());
                case Mutation.PutRelation put -> graph.put(put.relation());
                case Mutation.DeleteRelation delete -> graph.deleteRelation(delete.key());
                case Mutation.PutVector put ->
                        vectors.put(put.namespace(), put.row(), put.embedding());
                case Mutation.PutVectorFields put -> vectors.putFields(put.namespace(), put.row());
                case Mutation.DeleteVector delete ->
                        vectors.delete(delete.namespace(), delete.id());
                case Mutation.ClearAll _ -> {
                    SqlDocStatusStorage.clear(connection);
                    graph.clear();
                    vectors.clear();
                }
            }
        }
    }

    @Override
    public void checkpoint(Path target) {
        database.copyTo(target);
    }

    @Override
    public void purgeDeleted() {
        database.rewrite();
    }

    @Override
    public StorageStatistics statistics() {
        return database.read(
                connection ->
                        new StorageStatistics(
                                Sql.number(connection, "SELECT COUNT(*) FROM entity"),
                                Sql.number(connection, "SELECT COUNT(*) FROM relation"),
                                Sql.number(
                                        connection,
                                        "SELECT COUNT(*) FROM kv WHERE ns=? AND part=0",
                                        SqlKeyValueStorage.number(KeyValueNamespace.TEXT_CHUNKS)),
                                Sql.number(connection, "SELECT COUNT(*) FROM doc"),
                                database.diskBytes(),
                                memory.bytes()));
    }

    @Override
    public void close() {
        database.close();
    }
}
