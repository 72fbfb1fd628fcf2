/**
 * One RocksDB of one workspace and what all of them share: keys, batches with read-your-writes,
 * persisted counters, native resources.
 *
 * <p>Locks, always taken in this order: the commit lock of a workspace (one writer; loading a view
 * counts as writing), then its state lock (readers; the writer for the moment in which memory
 * changes). Nothing calls foreign code under the state lock.
 */
@NullMarked
package lightrag.storage.rocksdb.db;

import org.jspecify.annotations.NullMarked;
