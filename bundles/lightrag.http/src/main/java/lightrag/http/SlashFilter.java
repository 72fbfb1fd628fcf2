package lightrag.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/**
 * Leads a path with a slash too many to the route, keeping method and query; the location is
 * absolute.
 */
@Provider
public final class SlashFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath(false);
        if (path.length() > 1 && path.endsWith("/")) {
            String uri = original(request).toString();
            int end = uri.indexOf('?') < 0 ? uri.length() : uri.indexOf('?');
            URI location = URI.create(uri.substring(0, end - 1) + uri.substring(end));
            request.abortWith(Response.status(307).header(HttpHeaders.LOCATION, location).build());
        }
    }

    /**
     * As the client sent it, also where another room has forwarded the request under a shorter
     * path.
     */
    private static URI original(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        return request.getProperty(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String path
                ? uri.getRequestUriBuilder().replacePath(path).build()
                : uri.getRequestUri();
    }
}
