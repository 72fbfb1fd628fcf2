package lightrag.storage.rocksdb;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.VectorNamespace;
import lightrag.storage.rocksdb.db.WorkspaceAccess;
import lightrag.storage.rocksdb.document.RocksDocStatusStorage;
import lightrag.storage.rocksdb.graph.RocksGraphStorage;
import lightrag.storage.rocksdb.value.RocksKeyValueStorage;
import lightrag.storage.rocksdb.vector.RocksVectorStorage;
import lightrag.storage.rocksdb.vector.VectorScan;

/** The stores of one workspace; small objects until they are used. */
final class Stores {
    private final Map<KeyValueNamespace, RocksKeyValueStorage> values;
    private final Map<VectorNamespace, RocksVectorStorage> vectors;
    private final RocksDocStatusStorage documents;
    private final RocksGraphStorage graph;

    Stores(WorkspaceAccess access, VectorScan scan) {
        values =
                each(
                        KeyValueNamespace.class,
                        namespace -> new RocksKeyValueStorage(access, namespace));
        vectors =
                each(
                        VectorNamespace.class,
                        namespace -> new RocksVectorStorage(access, namespace, scan));
        documents = new RocksDocStatusStorage(access);
        graph = new RocksGraphStorage(access);
    }

    private static <E extends Enum<E>, T> Map<E, T> each(Class<E> keys, Function<E, T> make) {
        Map<E, T> all = new EnumMap<>(keys);
        for (E key : keys.getEnumConstants()) {
            all.put(key, make.apply(key));
        }
        return all;
    }

    RocksKeyValueStorage values(KeyValueNamespace namespace) {
        return values.get(namespace);
    }

    RocksVectorStorage vectors(VectorNamespace namespace) {
        return vectors.get(namespace);
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
                + vectors.values().stream().mapToLong(RocksVectorStorage::memoryBytes).sum();
    }
}
