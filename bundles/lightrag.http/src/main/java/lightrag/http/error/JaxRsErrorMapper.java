package lightrag.http.error;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.TreeSet;

/** What routing itself refuses: unknown paths, wrong methods, unreadable headers. */
@Provider
public final class JaxRsErrorMapper implements ExceptionMapper<WebApplicationException> {

    @Override
    public Response toResponse(WebApplicationException refusal) {
        Response given = refusal.getResponse();
        return switch (given.getStatus()) {
            case 404 -> ErrorBody.response(404, "Not Found");
            case 405 -> methodNotAllowed(given);
            default ->
                    given.getStatus() < 400
                            ? given
                            : ErrorBody.response(given.getStatus(), reason(given));
        };
    }

    private static Response methodNotAllowed(Response given) {
        Set<String> allowed = new TreeSet<>(given.getAllowedMethods());
        allowed.remove(HttpMethod.OPTIONS);
        allowed.remove(HttpMethod.HEAD);
        return Response.fromResponse(ErrorBody.response(405, "Method Not Allowed"))
                .header(HttpHeaders.ALLOW, String.join(", ", allowed))
                .build();
    }

    private static String reason(Response given) {
        return given.getStatusInfo().getReasonPhrase();
    }
}
