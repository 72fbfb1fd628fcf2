package lightrag.storage.rocksdb.db;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;

/**
 * Settings for very many small databases in one process: little memory and few files while idle,
 * all large buffers shared.
 */
final class DatabaseOptions implements AutoCloseable {
    private static final long KIBIBYTE = 1L << 10;
    private static final long MEBIBYTE = 1L << 20;

    private final BloomFilter bloom = new BloomFilter(10);
    private final Options options;

    DatabaseOptions(SharedResources shared) {
        BlockBasedTableConfig table =
                new BlockBasedTableConfig()
                        .setBlockCache(shared.blockCache())
                        .setCacheIndexAndFilterBlocks(true)
                        .setCacheIndexAndFilterBlocksWithHighPriority(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setBlockSize(4 * KIBIBYTE)
                        .setFilterPolicy(bloom)
                        .setFormatVersion(6);
        options =
                new Options()
                        .setCreateIfMissing(true)
                        .setEnv(shared.env())
                        .setWriteBufferManager(shared.writeBuffers())
                        .setRateLimiter(shared.rateLimiter())
                        .setTableFormatConfig(table)
                        .setCompressionType(CompressionType.LZ4_COMPRESSION)
                        .setWriteBufferSize(4 * MEBIBYTE)
                        .setArenaBlockSize(32 * KIBIBYTE)
                        .setTargetFileSizeBase(16 * MEBIBYTE)
                        .setMaxBytesForLevelBase(64 * MEBIBYTE)
                        // Opening a file anew costs more than the read: a million vectors are some
                        // eighty files, and a small workspace has few, whatever the limit.
                        .setTargetFileSizeMultiplier(2)
                        .setMaxOpenFiles(256)
                        .setMaxManifestFileSize(MEBIBYTE)
                        .setAvoidFlushDuringRecovery(true)
                        .setSkipStatsUpdateOnDbOpen(true)
                        .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
                        .setKeepLogFileNum(1)
                        .setStatsDumpPeriodSec(0)
                        .setStatsPersistPeriodSec(0)
                        .setParanoidChecks(true);
    }

    Options options() {
        return options;
    }

    @Override
    public void close() {
        options.close();
        bloom.close();
    }
}
