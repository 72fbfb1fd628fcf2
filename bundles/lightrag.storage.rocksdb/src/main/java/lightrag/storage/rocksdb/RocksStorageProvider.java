package lightrag.storage.rocksdb;

import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.storage.rocksdb.db.BatchWriter;
import lightrag.storage.rocksdb.db.Database;
import lightrag.storage.rocksdb.db.SharedResources;
import lightrag.storage.rocksdb.vector.VectorSearch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    /** About where both ways cost the same, see docs/vectors.md. */
    static final int DEFAULT_EXACT_VECTORS_MAX = 32_768;

    /** Budgets in MiB, see {@link SharedResources.Budget}, and sizes. */
    public @interface Config {
        int block_cache_mb() default 128;

        int write_buffers_mb() default 48;

        int row_cache_mb() default 64;

        int write_rate_mb() default 200;

        /** A namespace of more embeddings than this is searched by codes. */
        int vectors_exact_max() default DEFAULT_EXACT_VECTORS_MAX;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RocksStorageProvider.class);

    private final SharedResources.Budget budget;
    private final int exactVectorsMax;
    private final SharedResources shared;
    private final VectorSearch search;
    private final BatchWriter writer;

    @Activate
    public RocksStorageProvider(Config config) {
        this(budget(config), config.vectors_exact_max(), BatchWriter.direct());
    }

    private static SharedResources.Budget budget(Config config) {
        return new SharedResources.Budget(
                config.block_cache_mb(),
                config.write_buffers_mb(),
                config.row_cache_mb(),
                config.write_rate_mb());
    }

    /** RocksDB takes its memory once; to take it anew all workspaces would have to be closed. */
    @Modified
    void modified(Config changed) {
        if (!budget(changed).equals(budget) || changed.vectors_exact_max() != exactVectorsMax) {
            LOG.warn("{}: memory and limits take effect at the next start", PID);
        }
    }

    RocksStorageProvider(SharedResources.Budget budget, int exactVectorsMax, BatchWriter writer) {
        this.budget = budget;
        this.exactVectorsMax = exactVectorsMax;
        this.search = new VectorSearch(exactVectorsMax);
        this.shared = new SharedResources(budget, search::close);
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
        return RocksWorkspace.open(location, shared, search, writer);
    }

    @Override
    public void delete(StorageLocation location) {
        Database.destroy(location.workspace().value(), location.directory());
    }

    /** Open workspaces keep the shared resources until the last of them is closed. */
    @Deactivate
    public void close() {
        shared.release();
    }
}
