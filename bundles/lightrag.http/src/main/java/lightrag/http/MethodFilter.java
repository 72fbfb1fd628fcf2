package lightrag.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ExtendedUriInfo;

/**
 * Refuses HEAD and OPTIONS, which Jersey would answer by itself: clients know the routes without
 * them.
 */
@Provider
public final class MethodFilter implements ContainerRequestFilter {

    /**
     * The request as it came, since Jersey has made HEAD a GET already; a proxy for the running
     * one.
     */
    @Context
    @SuppressWarnings("NullAway.Init")
    private HttpServletRequest original;

    @Override
    public void filter(ContainerRequestContext request) {
        String method = original.getMethod();
        if (method.equals(HttpMethod.HEAD) || method.equals(HttpMethod.OPTIONS)) {
            String[] allowed = allowed(request);
            throw new NotAllowedException(
                    allowed.length == 0 ? HttpMethod.GET : allowed[0], allowed);
        }
    }

    private static String[] allowed(ContainerRequestContext request) {
        if (!(request.getUriInfo() instanceof ExtendedUriInfo uri)
                || uri.getMatchedModelResource() == null) {
            return new String[0];
        }
        return uri.getMatchedModelResource().getAllMethods().stream()
                .flatMap(method -> Stream.ofNullable(method.getHttpMethod()))
                .toArray(String[]::new);
    }
}
