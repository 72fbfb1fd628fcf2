package lightrag.http.edge;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lightrag.http.HttpConfig;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * Tells browsers which other sites may call. Answers preflight requests itself; a simple request of
 * another site is served without the header that would let a browser show the answer.
 */
@Component(
        service = Filter.class,
        property = EdgeOrder.RANKING + EdgeOrder.CORS,
        configurationPid = "lightrag.http",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class CorsFilter extends EdgeFilter {
    private static final String METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, QUERY";
    private static final String REQUEST_METHOD = "Access-Control-Request-Method";
    private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String PREFLIGHT_VARY =
            "Origin, Access-Control-Request-Method,"
                    + " Access-Control-Request-Headers, Access-Control-Request-Private-Network";

    /** How long browsers may remember an answer, in seconds. */
    private static final String MAX_AGE = "600";

    private volatile Set<String> origins;

    @Activate
    public CorsFilter(HttpConfig config) {
        origins = origins(config);
    }

    /** Holds for requests from now on. */
    @Modified
    void modified(HttpConfig config) {
        origins = origins(config);
    }

    private static Set<String> origins(HttpConfig config) {
        return Stream.of(config.cors_origins().split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String origin = request.getHeader("Origin");
        if (origin != null
                && request.getMethod().equals("OPTIONS")
                && request.getHeader(REQUEST_METHOD) != null) {
            answerPreflight(request, response, origin);
            return;
        }
        response.addHeader("Vary", "Origin");
        if (origin != null && allows(origin)) {
            allow(response, origin);
            response.setHeader("Access-Control-Expose-Headers", "X-New-Token");
        }
        chain.doFilter(request, response);
    }

    private void answerPreflight(
            HttpServletRequest request, HttpServletResponse response, String origin)
            throws IOException {
        boolean allowed = allows(origin);
        response.setHeader("Vary", PREFLIGHT_VARY);
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader("Access-Control-Max-Age", MAX_AGE);
        String headers = request.getHeader(REQUEST_HEADERS);
        if (headers != null) {
            response.setHeader("Access-Control-Allow-Headers", headers);
        }
        if (allowed) {
            allow(response, origin);
        }
        byte[] text = (allowed ? "OK" : "Disallowed CORS origin").getBytes(StandardCharsets.UTF_8);
        response.setStatus(allowed ? 200 : 400);
        response.setContentType("text/plain; charset=utf-8");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }

    private boolean allows(String origin) {
        return origins.contains("*") || origins.contains(origin);
    }

    /** Cookies and the like only go to sites that were named. */
    private void allow(HttpServletResponse response, String origin) {
        if (origins.contains("*")) {
            response.setHeader(ALLOW_ORIGIN, "*");
        } else {
            response.setHeader(ALLOW_ORIGIN, origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
    }
}
