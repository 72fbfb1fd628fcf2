package lightrag.spi.storage;

/**
 * @param diskBytes of the workspace's files
 * @param memoryBytes held by in-memory views, an estimate
 */
public record StorageStatistics(
        long entities,
        long relations,
        long chunks,
        long documents,
        long diskBytes,
        long memoryBytes) {}
