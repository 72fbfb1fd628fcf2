/**
 * Embeddings of one namespace: rows and raw float32 embeddings in the database, an index in memory
 * from the first search on. A small namespace keeps its normalised embeddings outside the heap and
 * compares all of them ({@link lightrag.storage.rocksdb.vector.VectorScan}); a large one keeps
 * codes a quarter as long ({@link lightrag.storage.rocksdb.vector.CodedVectors}) and checks the
 * best of these against the database ({@link lightrag.storage.rocksdb.vector.CodeSearch}). Both
 * take inserts, deletes and filters at once and are derived, so a crash costs nothing.
 */
@NullMarked
package lightrag.storage.rocksdb.vector;

import org.jspecify.annotations.NullMarked;
