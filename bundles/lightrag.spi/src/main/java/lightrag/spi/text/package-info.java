/** Text tools an engine uses: tokens, parsers, chunkers. */
@Export
@Version("1.1.0")
@NullMarked
package lightrag.spi.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
