package lightrag.admin;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import lightrag.api.DeniedException;

/**
 * Refuses everybody but admins. The room that authenticates refuses them before; this holds even
 * when that rule should change, or when a request comes in by another way.
 */
@Provider
public final class AdminsOnly implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (!request.getSecurityContext().isUserInRole("admin")) {
            throw new DeniedException(
                    "This needs the role ADMIN; users.json says who has it, nobody without it.");
        }
    }
}
