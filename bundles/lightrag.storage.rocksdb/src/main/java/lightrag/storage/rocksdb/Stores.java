package lightrag.storage.rocksdb;

import java.util.List;
import java.util.stream.Stream;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.VectorNamespace;
import lightrag.storage.rocksdb.db.WorkspaceAccess;
import lightrag.storage.rocksdb.document.RocksDocStatusStorage;
import lightrag.storage.rocksdb.graph.RocksGraphStorage;
import lightrag.storage.rocksdb.value.RocksKeyValueStorage;
import lightrag.storage.rocksdb.vector.RocksVectorStorage;
import lightrag.storage.rocksdb.vector.VectorSearch;

/** The stores of one workspace; small objects until they are used. */
final class Stores {
    /** By ordinal of their namespaces. */
    private final List<RocksKeyValueStorage> values;

    private final List<RocksVectorStorage> vectors;
    private final RocksDocStatusStorage documents;
    private final RocksGraphStorage graph;

    Stores(WorkspaceAccess access, VectorSearch search) {
        values =
                Stream.of(KeyValueNamespace.values())
                        .map(namespace -> new RocksKeyValueStorage(access, namespace))
                        .toList();
        vectors =
                Stream.of(VectorNamespace.values())
                        .map(namespace -> new RocksVectorStorage(access, namespace, search))
                        .toList();
        documents = new RocksDocStatusStorage(access);
        graph = new RocksGraphStorage(access);
    }

    RocksKeyValueStorage values(KeyValueNamespace namespace) {
        return values.get(namespace.ordinal());
    }

    RocksVectorStorage vectors(VectorNamespace namespace) {
        return vectors.get(namespace.ordinal());
    }

    RocksDocStatusStorage documents() {
        return documents;
    }

    RocksGraphStorage graph() {
        return graph;
    }

    /** Estimated bytes of all views. */
    long memoryBytes() {
        return documents.memoryBytes()
                + graph.memoryBytes()
                + vectors.stream().mapToLong(RocksVectorStorage::memoryBytes).sum();
    }
}
