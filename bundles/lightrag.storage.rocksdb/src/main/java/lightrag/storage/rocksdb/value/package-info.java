/** Key-value namespaces: rows straight from the database, sizes from the counters. */
@NullMarked
package lightrag.storage.rocksdb.value;

import org.jspecify.annotations.NullMarked;
