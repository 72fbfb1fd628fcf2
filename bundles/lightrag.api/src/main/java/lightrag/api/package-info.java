/**
 * What anyone may ask of a knowledge base, and how it can fail.
 *
 * <p>{@link lightrag.api.LightRag} is the whole door: routers, the proxy and an engine meet here
 * and nowhere else. Nothing in this package knows of tenants, of HTTP or of storage. All types are
 * immutable; no {@code null} crosses.
 */
@Export
@Version("1.1.0")
@NullMarked
package lightrag.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
