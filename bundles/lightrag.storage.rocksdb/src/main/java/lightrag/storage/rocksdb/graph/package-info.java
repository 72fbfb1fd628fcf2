/**
 * The graph of one workspace: a compact view in memory (names, degrees, adjacency, weights) loaded
 * on first use, with descriptions left in the database behind a cache.
 */
@NullMarked
package lightrag.storage.rocksdb.graph;

import org.jspecify.annotations.NullMarked;
