package lightrag.storage.rocksdb.vector;

/** Embeddings of one namespace in memory. Not thread-safe; the workspace's locks guard it. */
sealed interface VectorIndex permits VectorMatrix, CodedVectors {

    int dimension();

    RowTable table();

    /** Adds a row at the end, or replaces the embedding of a slot that is there. */
    void put(int slot, float[] embedding);

    void remove(int slot);

    /** Bytes outside and on the heap. */
    long memoryBytes();
}
