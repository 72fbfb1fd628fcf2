package lightrag.http.edge;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import lightrag.http.HttpConfig;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * Refuses bodies that are too large: before reading where the length is declared, else while
 * reading.
 */
@Component(
        service = Filter.class,
        property = EdgeOrder.RANKING + EdgeOrder.BODY_LIMIT,
        configurationPid = "lightrag.http",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class BodyLimitFilter extends EdgeFilter {
    private volatile BodyLimits limits;

    @Activate
    public BodyLimitFilter(HttpConfig config) {
        limits = new BodyLimits(config);
    }

    /** Holds for requests from now on. */
    @Modified
    void modified(HttpConfig config) {
        limits = new BodyLimits(config);
    }

    @Override
    void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        OptionalLong limit = limits.of(request.getMethod(), request.getRequestURI());
        if (limit.isEmpty()) {
            chain.doFilter(request, response);
        } else if (request.getContentLengthLong() > limit.getAsLong()) {
            // the body stays unread, so that the server ends the connection: the client must know
            response.setHeader("Connection", "close");
            refuse(response, 413, tooLarge(limit.getAsLong()));
        } else {
            chain.doFilter(new LimitedRequest(request, limit.getAsLong()), response);
        }
    }

    static String tooLarge(long bytesMax) {
        return "Request body too large. At most " + bytesMax + " bytes are accepted here.";
    }
}
