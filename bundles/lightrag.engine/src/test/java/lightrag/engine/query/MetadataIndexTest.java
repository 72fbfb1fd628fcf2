package lightrag.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.DocStatusStorage;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.storage.rocksdb.RocksStorageProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real rows, counting how often all of them are looked through. */
class MetadataIndexTest {

    @TempDir Path directory;

    private final AtomicInteger scans = new AtomicInteger();
    private RocksStorageProvider provider;
    private WorkspaceStorage storage;
    private MetadataIndex index;

    @BeforeEach
    void open() {
        provider =
                new RocksStorageProvider(
                        (RocksStorageProvider.Config)
                                Proxy.newProxyInstance(
                                        getClass().getClassLoader(),
                                        new Class<?>[] {RocksStorageProvider.Config.class},
                                        (proxy, method, arguments) -> method.getDefaultValue()));
        storage =
                provider.open(
                        new StorageLocation(
                                new WorkspaceId("w"), directory.resolve("store"), Map.of()));
        DocStatusStorage rows = storage.docStatus();
        index =
                new MetadataIndex(
                        (DocStatusStorage)
                                Proxy.newProxyInstance(
                                        getClass().getClassLoader(),
                                        new Class<?>[] {DocStatusStorage.class},
                                        (proxy, method, arguments) -> {
                                            if (method.getName().equals("byStatus")
                                                    && arguments[2].equals(Optional.empty())) {
                                                scans.incrementAndGet();
                                            }
                                            return method.invoke(rows, arguments);
                                        }));
    }

    @AfterEach
    void close() {
        storage.close();
        provider.close();
    }

    private void put(DocStatus status, int at, String id, Map<String, Object> metadata) {
        Instant time = Instant.ofEpochSecond(at);
        storage.commit(
                List.of(
                        new Mutation.PutDocument(
                                new DocumentRecord(
                                        id,
                                        status,
                                        "",
                                        0,
                                        id + ".txt",
                                        Instant.EPOCH,
                                        time,
                                        "t",
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        Optional.empty(),
                                        new HashMap<>(metadata)))),
                Durability.WRITTEN);
    }

    private static Map<String, Object> said(String name, String value) {
        return Map.of("user_metadata", Map.of(name, value), "chunk_method", "fixed_token");
    }

    @Test
    void rowsAreLookedThroughOnceForEachStateAndName() {
        IntStream.range(0, 1200)
                .forEach(
                        i ->
                                put(
                                        DocStatus.PROCESSED,
                                        i,
                                        "d" + i,
                                        said("team", String.valueOf(i % 100))));
        for (int i = 0; i < 50; i++) {
            assertThat(index.matching(Map.of("team", String.valueOf(i)))).hasSize(12);
        }
        assertThat(scans).hasValue(1);
        assertThat(index.matching(Map.of("team", "7", "chunk_method", "fixed_token")))
                .hasSize(12)
                .containsEntry("d7", "d7.txt");
        assertThat(index.matching(Map.of("team", "7", "chunk_method", "other"))).isEmpty();
        assertThat(scans).as("once more for the other name").hasValue(2);
    }

    @Test
    void everyChangeIsSeen() {
        put(DocStatus.PROCESSED, 1, "a", said("team", "red"));
        Map<String, String> red = Map.of("team", "red");
        assertThat(index.matching(red)).containsOnlyKeys("a");
        put(DocStatus.PROCESSING, 2, "b", said("team", "red"));
        put(DocStatus.PROCESSING, 9, "c", said("team", "blue"));
        assertThat(index.matching(red)).as("not before it is done").containsOnlyKeys("a");
        put(DocStatus.PROCESSED, 3, "b", said("team", "red"));
        assertThat(index.matching(red))
                .as("stamped before the newest, stored after it")
                .containsOnlyKeys("a", "b");
        put(DocStatus.PROCESSED, 10, "a", said("team", "blue"));
        assertThat(index.matching(red)).containsOnlyKeys("b");
        storage.commit(List.of(new Mutation.DeleteDocument("b")), Durability.WRITTEN);
        assertThat(index.matching(red)).isEmpty();
        assertThat(index.matching(Map.of("team", "blue"))).containsOnlyKeys("a");
    }
}
