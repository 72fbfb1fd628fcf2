/**
 * Document status rows: main rows and chunk lists in the database, sorted heads in memory from the
 * first listing on, secondary keys for track, file name and content hash.
 */
@NullMarked
package lightrag.storage.rocksdb.document;

import org.jspecify.annotations.NullMarked;
