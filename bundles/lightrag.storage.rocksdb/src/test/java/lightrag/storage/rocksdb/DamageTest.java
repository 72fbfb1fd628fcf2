package lightrag.storage.rocksdb;

import static lightrag.testkit.storage.Samples.entity;
import static lightrag.testkit.storage.Samples.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lightrag.api.StorageFailureException;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.storage.rocksdb.db.Batch;
import lightrag.storage.rocksdb.db.BatchWriter;
import lightrag.storage.rocksdb.db.Database;
import lightrag.storage.rocksdb.db.Keys;
import lightrag.storage.rocksdb.db.SharedResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be read is said to be so, and spoils no other workspace. */
final class DamageTest {
    @TempDir Path directory;

    private final StorageProvider provider = Rocks.provider();

    private WorkspaceStorage open(String workspace) {
        return provider.open(
                new StorageLocation(
                        new WorkspaceId(workspace), directory.resolve(workspace), Map.of()));
    }

    private void fill(String workspace) {
        try (WorkspaceStorage storage = open(workspace)) {
            storage.commit(List.of(put(entity("a"))), Durability.SYNCED);
        }
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        fill("bad");
        fill("good");
        try (var files = Files.list(directory.resolve("bad/db"))) {
            for (Path file : files.filter(any -> any.toString().contains("MANIFEST")).toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        assertThatThrownBy(() -> open("bad").close())
                .isInstanceOf(StorageFailureException.class)
                .hasMessageContaining("bad")
                .hasMessageContaining("backup");
        try (WorkspaceStorage storage = open("good")) {
            assertThat(storage.graph().labels()).containsExactly("a");
        }
    }

    @Test
    void aNewerFormatIsRefused() {
        fill("future");
        SharedResources shared =
                new SharedResources(new SharedResources.Budget(8, 8, 8, 100), () -> {});
        Database database =
                Database.open("future", directory.resolve("future"), shared, BatchWriter.direct());
        try (Batch batch = new Batch(database)) {
            batch.put(Keys.FORMAT, new byte[] {9});
            database.write(batch.whole(), Durability.SYNCED);
        }
        database.close();
        shared.release();
        assertThatThrownBy(() -> open("future").close())
                .isInstanceOf(StorageFailureException.class)
                .hasMessageContaining("format 9");
    }

    @Test
    void anUnusedWorkspaceHoldsNoViews() {
        try (WorkspaceStorage storage = open("empty")) {
            assertThat(storage.statistics().memoryBytes()).isZero();
            assertThat(storage.docStatus().counts().all()).isZero();
            assertThat(storage.graph().entityCount()).isZero();
            assertThat(storage.statistics().memoryBytes()).isZero();
            assertThat(storage.statistics().diskBytes()).isLessThan(100_000);
        }
    }
}
