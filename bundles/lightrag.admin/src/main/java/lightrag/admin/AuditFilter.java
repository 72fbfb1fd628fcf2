package lightrag.admin;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;

/** Writes down every request that may have changed something, refused ones included. */
@Provider
public final class AuditFilter implements ContainerResponseFilter {

    private final AuditLog audit;

    AuditFilter(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getMethod().equals(HttpMethod.GET)) {
            return;
        }
        String user =
                Optional.ofNullable(request.getSecurityContext().getUserPrincipal())
                        .map(Principal::getName)
                        .orElse("-");
        audit.add(
                new AuditLog.Entry(
                        Instant.now(),
                        user,
                        request.getMethod(),
                        AdminApplication.BASE + "/" + request.getUriInfo().getPath(),
                        response.getStatus()));
    }
}
