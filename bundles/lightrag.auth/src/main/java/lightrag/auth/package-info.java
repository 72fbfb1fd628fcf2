/**
 * Who calls, and for which workspace. {@link lightrag.auth.TenantFilter} stands in front of every
 * servlet: it authenticates, checks the role, chooses the workspace and runs the rest of the
 * request within {@link lightrag.tenant.TenantContext}. Without this room no tenant is bound and
 * the proxy refuses: it fails closed.
 *
 * <p>Flow: {@code RequestPath -> Gate -> Authenticator.authenticate(Credentials) -> RolePolicy ->
 * WorkspaceChoice -> TenantContext.call(rest of the chain)}.
 *
 * <p>The workspace of a request, first to last: the one of the credentials, the header {@code
 * LIGHTRAG-WORKSPACE}, the path prefix {@code /t/<workspace>}. Header and prefix must agree with
 * each other, and with the credentials unless these are an admin's; otherwise 403.
 */
@NullMarked
package lightrag.auth;

import org.jspecify.annotations.NullMarked;
