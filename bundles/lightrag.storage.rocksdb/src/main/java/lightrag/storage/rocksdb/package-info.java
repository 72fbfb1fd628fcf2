/**
 * All four kinds of stores of a workspace in one RocksDB in its own directory; one atomic batch a
 * commit.
 *
 * <p>A commit fills a batch, writes it, and only then changes what is in memory, for a moment
 * without readers. Views (graph, vectors, document heads) are loaded on first use; an unused
 * workspace holds an open database and nothing else. Threads: any; see {@link
 * lightrag.storage.rocksdb.db} for the locks.
 */
@NullMarked
package lightrag.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
