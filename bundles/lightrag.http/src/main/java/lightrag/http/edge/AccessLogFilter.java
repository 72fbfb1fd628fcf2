package lightrag.http.edge;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import lightrag.http.HttpConfig;
import lightrag.http.PathPrefix;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line a request: workspace, user, method, path, status, milliseconds. What pages poll is
 * logged only when it fails. Query strings are left out, since they may hold questions.
 */
@Component(
        service = Filter.class,
        property = EdgeOrder.RANKING + EdgeOrder.ACCESS_LOG,
        configurationPid = "lightrag.http",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class AccessLogFilter extends EdgeFilter {
    private static final Logger LOG = LoggerFactory.getLogger("lightrag.access");

    /** Set by the room that authenticates. */
    private static final String WORKSPACE = "lightrag.workspace";

    private static final String USER = "lightrag.user";

    private static final Set<String> POLLED =
            Set.of("/health", "/documents/paginated", "/documents/pipeline_status", "/webui/");

    /** Ids of keys stand in paths and let callers in. */
    private static final Pattern KEY_ID = Pattern.compile("/t/lri_[^/]*");

    private final PathPrefix prefix;

    @Activate
    public AccessLogFilter(HttpConfig config) {
        prefix = PathPrefix.of(config.lightrag_api_prefix());
    }

    /** The prefix stays until the next start; a restart of the filter would leave requests out. */
    @Modified
    void modified() {}

    @Override
    void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        boolean completed = false;
        try {
            chain.doFilter(request, response);
            completed = true;
        } finally {
            log(
                    request,
                    completed ? response.getStatus() : 500,
                    (System.nanoTime() - start) / 1_000_000);
        }
    }

    private void log(HttpServletRequest request, int status, long millis) {
        boolean quiet = status < 400 && POLLED.contains(prefix.route(request.getRequestURI()));
        if (!quiet && LOG.isInfoEnabled()) {
            LOG.info(
                    "{} {} {} {} {} {} ms",
                    attribute(request, WORKSPACE),
                    attribute(request, USER),
                    printable(request.getMethod()),
                    KEY_ID.matcher(printable(request.getRequestURI())).replaceFirst("/t/lri_*"),
                    status,
                    millis);
        }
    }

    private static String attribute(HttpServletRequest request, String name) {
        Object value = request.getAttribute(name);
        return value == null ? "-" : printable(value.toString());
    }

    /** One line stays one line, whatever a client sends. */
    private static String printable(String text) {
        return text.codePoints().noneMatch(Character::isISOControl)
                ? text
                : text.replaceAll("\\p{Cntrl}", "?");
    }
}
