/**
 * What an engine needs from stores: one {@link lightrag.spi.storage.WorkspaceStorage} a workspace,
 * batched reads, and writes that are lists of {@link lightrag.spi.storage.Mutation}s committed
 * together.
 */
@Export
@Version("1.1.0")
@NullMarked
package lightrag.spi.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
