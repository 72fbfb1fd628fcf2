/**
 * Which workspace a piece of work belongs to. A servlet filter binds the {@link
 * lightrag.tenant.TenantContext} around each request; work that outlives it carries the context
 * captured when it was scheduled.
 */
@Export
@Version("1.0.0")
@NullMarked
package lightrag.tenant;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
