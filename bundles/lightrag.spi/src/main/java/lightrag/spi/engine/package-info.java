/** How engines are made: plain objects from one factory service of an engine bundle. */
@Export
@Version("1.1.0")
@NullMarked
package lightrag.spi.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
