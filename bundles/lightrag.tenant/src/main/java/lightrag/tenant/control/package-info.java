/** Control plane: who opens, leases and closes engines. */
@Export
@Version("1.1.0")
@NullMarked
package lightrag.tenant.control;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
