package lightrag.storage.rocksdb.vector;

/** The two ways of searching and their threads; one for all workspaces. */
public final class VectorSearch implements AutoCloseable {
    private final ScanThreads threads = new ScanThreads();
    private final VectorScan exact = new VectorScan(threads);
    private final CodeSearch codes = new CodeSearch(threads);
    private final int exactMax;

    /**
     * @param exactMax up to so many embeddings of a namespace are all compared exactly
     */
    public VectorSearch(int exactMax) {
        this.exactMax = exactMax;
    }

    VectorScan exact() {
        return exact;
    }

    CodeSearch codes() {
        return codes;
    }

    /** Whether a namespace of so many embeddings is searched exactly. */
    boolean isExact(long rows) {
        return rows <= exactMax;
    }

    /** Whether an index was made for another number of embeddings by far. */
    boolean isOutgrown(VectorIndex index) {
        int rows = index.table().liveRows();
        return switch (index) {
            case VectorMatrix matrix -> rows > exactMax;
            case CodedVectors coded -> rows < exactMax / 2;
        };
    }

    /** Call when no workspace is open any more. */
    @Override
    public void close() {
        threads.close();
    }
}
