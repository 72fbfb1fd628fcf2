package lightrag.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import java.util.Arrays;
import java.util.Locale;
import lightrag.tenant.Role;
import lightrag.tenant.Tenant;

/** A request whose caller is known, in the terms of the servlet API. */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

    private record Caller(String getName) implements Principal {
        @Override
        public String getName() {
            return getName;
        }
    }

    private final Tenant tenant;

    AuthenticatedRequest(HttpServletRequest request, Tenant tenant) {
        super(request);
        this.tenant = tenant;
    }

    @Override
    public Principal getUserPrincipal() {
        return new Caller(tenant.user());
    }

    @Override
    public String getRemoteUser() {
        return tenant.user();
    }

    /** Roles are {@code reader}, {@code user}, {@code admin}; each includes those before it. */
    @Override
    public boolean isUserInRole(String role) {
        return Arrays.stream(Role.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(role))
                .anyMatch(tenant.role()::covers);
    }
}
