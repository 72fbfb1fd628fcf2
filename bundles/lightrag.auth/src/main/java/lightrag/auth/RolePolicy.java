package lightrag.auth;

import java.util.Set;
import lightrag.tenant.Role;

/** The least role a request needs. */
final class RolePolicy {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Questions that come as POST because they have a body. */
    private static final Set<String> ASKING =
            Set.of(
                    "/query",
                    "/query/stream",
                    "/query/data",
                    "/documents/paginated",
                    "/api/chat",
                    "/api/generate");

    /** Above the operators' routes. */
    static final String OPERATIONS = "/admin";

    private RolePolicy() {}

    static Role needed(String method, RequestPath path) {
        if (path.under(OPERATIONS)) {
            return Role.ADMIN;
        }
        if (READING.contains(method)) {
            return Role.READER;
        }
        return method.equals("POST") && ASKING.contains(path.decoded()) ? Role.READER : Role.USER;
    }
}
