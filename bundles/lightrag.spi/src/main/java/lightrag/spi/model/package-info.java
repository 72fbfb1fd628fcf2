/**
 * What an engine needs from models, and what a model binding offers. Calls block; interrupting the
 * calling thread cancels them.
 */
@Export
@Version("1.1.0")
@NullMarked
package lightrag.spi.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
