/** Binary forms of the rows: hand-written, versioned by a leading byte, small and quick to read. */
@NullMarked
package lightrag.storage.rocksdb.codec;

import org.jspecify.annotations.NullMarked;
