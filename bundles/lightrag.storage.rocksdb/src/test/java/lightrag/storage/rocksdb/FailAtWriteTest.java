package lightrag.storage.rocksdb;

import static lightrag.testkit.storage.Samples.document;
import static lightrag.testkit.storage.Samples.entity;
import static lightrag.testkit.storage.Samples.put;
import static lightrag.testkit.storage.Samples.relation;
import static lightrag.testkit.storage.Samples.value;
import static lightrag.testkit.storage.Samples.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import lightrag.api.DocStatus;
import lightrag.api.SourceFilter;
import lightrag.api.StorageFailureException;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorQuery;
import lightrag.spi.storage.WorkspaceStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/** A write that fails changes neither the files nor what is in memory. */
final class FailAtWriteTest {
    @TempDir Path directory;

    private final AtomicBoolean failing = new AtomicBoolean();

    private final StorageProvider provider =
            Rocks.provider(
                    (database, options, batch) -> {
                        if (failing.get()) {
                            throw new RocksDBException("No space left on device");
                        }
                        database.write(options, batch);
                    });

    private WorkspaceStorage open() {
        return provider.open(new StorageLocation(new WorkspaceId("w"), directory, Map.of()));
    }

    private static List<Mutation> second() {
        return List.of(
                value(KeyValueNamespace.TEXT_CHUNKS, "two", "2"),
                put(document("one", 1, 9, DocStatus.FAILED, "t", "p")),
                put(document("two", 2)),
                put(entity("one", "changed")),
                put(entity("two")),
                put(relation("one", "two")),
                new Mutation.DeleteEntity("gone"),
                vector("one", 0, 1),
                vector("two", 1, 0));
    }

    private static void assertFirstState(WorkspaceStorage storage) {
        assertThat(storage.keyValues(KeyValueNamespace.TEXT_CHUNKS).size()).isEqualTo(1);
        assertThat(storage.docStatus().counts().all()).isEqualTo(1);
        assertThat(storage.docStatus().get("one")).contains(document("one", 1));
        assertThat(storage.docStatus().byTrack("t")).isEmpty();
        assertThat(storage.graph().labels()).containsExactly("gone", "one");
        assertThat(storage.graph().entities(List.of("one"))).containsValue(entity("one"));
        assertThat(storage.graph().degrees(List.of("gone"))).containsEntry("gone", 1);
        assertThat(
                        storage.vectors(VectorNamespace.CHUNKS, 2)
                                .search(
                                        new VectorQuery(
                                                new float[] {1, 0}, 9, 0.5, SourceFilter.NONE)))
                .extracting(match -> match.row().id())
                .containsExactly("one");
    }

    @Test
    void nothingOfAFailedCommitIsSeen() {
        try (WorkspaceStorage storage = open()) {
            storage.commit(
                    List.of(
                            value(KeyValueNamespace.TEXT_CHUNKS, "one", "1"),
                            put(document("one", 1)),
                            put(entity("one")),
                            put(entity("gone")),
                            put(relation("gone", "one")),
                            vector("one", 1, 0)),
                    Durability.SYNCED);
            assertFirstState(storage);
            failing.set(true);
            assertThatThrownBy(() -> storage.commit(second(), Durability.SYNCED))
                    .isInstanceOf(StorageFailureException.class)
                    .hasMessageContaining("w")
                    .hasMessageContaining("No space left");
            assertFirstState(storage);
            failing.set(false);
        }
        try (WorkspaceStorage storage = open()) {
            assertFirstState(storage);
            storage.commit(second(), Durability.SYNCED);
            assertThat(storage.graph().labels()).containsExactly("one", "two");
        }
    }
}
