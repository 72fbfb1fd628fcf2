/**
 * Embeddings of one namespace: rows and raw float32 embeddings in the database, normalised ones
 * outside the heap from the first search on, searched exactly.
 *
 * <p>{@link lightrag.storage.rocksdb.vector.VectorScan} is the seam for another index: it takes a
 * matrix and a query and yields the best rows.
 */
@NullMarked
package lightrag.storage.rocksdb.vector;

import org.jspecify.annotations.NullMarked;
