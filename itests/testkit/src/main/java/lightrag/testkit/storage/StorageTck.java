package lightrag.testkit.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.WorkspaceStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Opens one workspace in an empty directory around each test. */
public abstract class StorageTck {
    @TempDir protected Path directory;

    protected WorkspaceStorage storage;

    /** The binding under test; may be the same one for every test. */
    protected abstract StorageProvider provider();

    @BeforeEach
    void open() {
        storage = open("tck");
    }

    @AfterEach
    void close() {
        storage.close();
    }

    /** Opens a workspace in its own folder below the test's directory. */
    protected WorkspaceStorage open(String workspace) {
        return open(workspace, directory.resolve(workspace));
    }

    protected WorkspaceStorage open(String workspace, Path folder) {
        return provider().open(new StorageLocation(new WorkspaceId(workspace), folder, Map.of()));
    }

    /** Closes the test's workspace and opens it again. */
    protected void reopen() {
        storage.close();
        storage = open("tck");
    }

    protected void commit(Mutation... mutations) {
        storage.commit(List.of(mutations), Durability.WRITTEN);
    }
}
