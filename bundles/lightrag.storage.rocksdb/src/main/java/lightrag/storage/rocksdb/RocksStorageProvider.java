package lightrag.storage.rocksdb;

import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.storage.rocksdb.db.BatchWriter;
import lightrag.storage.rocksdb.db.SharedResources;
import lightrag.storage.rocksdb.vector.VectorScan;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The binding {@code rocksdb}. Lives as long as the bundle; budgets are for all workspaces of the
 * process together, so they are the component's and not a location's.
 */
@Component(
        service = StorageProvider.class,
        configurationPid = RocksStorageProvider.PID,
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
public final class RocksStorageProvider implements StorageProvider {
    static final String PID = "lightrag.storage.rocksdb";

    /** Budgets in MiB, see {@link SharedResources.Budget}. */
    public @interface Config {
        int block_cache_mb() default 128;

        int write_buffers_mb() default 48;

        int row_cache_mb() default 64;

        int write_rate_mb() default 200;
    }

    private final SharedResources shared;
    private final VectorScan scan;
    private final BatchWriter writer;

    @Activate
    public RocksStorageProvider(Config config) {
        this(
                new SharedResources.Budget(
                        config.block_cache_mb(),
                        config.write_buffers_mb(),
                        config.row_cache_mb(),
                        config.write_rate_mb()),
                BatchWriter.direct());
    }

    RocksStorageProvider(SharedResources.Budget budget, BatchWriter writer) {
        this.scan = new VectorScan();
        this.shared = new SharedResources(budget, scan::close);
        this.writer = writer;
    }

    @Override
    public String type() {
        return "rocksdb";
    }

    @Override
    public boolean atomic() {
        return true;
    }

    @Override
    public WorkspaceStorage open(StorageLocation location) {
        return RocksWorkspace.open(location, shared, scan, writer);
    }

    /** Open workspaces keep the shared resources until the last of them is closed. */
    @Deactivate
    public void close() {
        shared.release();
    }
}
