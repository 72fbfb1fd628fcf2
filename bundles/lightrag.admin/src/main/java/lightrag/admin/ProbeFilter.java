package lightrag.admin;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * Two questions of whoever keeps processes alive, answered without credentials and without touching
 * a workspace: {@code /livez} (does it answer at all) and {@code /readyz} (should it get requests).
 * A filter, since it has to stand before the one that authenticates.
 */
@Component(service = Filter.class, property = "service.ranking:Integer=5000")
@HttpWhiteboardFilterPattern({ProbeFilter.LIVE, ProbeFilter.READY})
@HttpWhiteboardFilterAsyncSupported
public final class ProbeFilter implements Filter {

    static final String LIVE = "/livez";
    static final String READY = "/readyz";

    private final ControlPlane control;

    @Activate
    public ProbeFilter(@Reference ControlPlane control) {
        this.control = control;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException {
        HttpServletRequest http = (HttpServletRequest) request;
        List<String> lacks = http.getRequestURI().endsWith(READY) ? control.lacks() : List.of();
        HttpServletResponse reply = (HttpServletResponse) response;
        reply.setStatus(
                lacks.isEmpty()
                        ? HttpServletResponse.SC_OK
                        : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        reply.setContentType("application/json");
        reply.setHeader("Cache-Control", "no-store");
        byte[] body =
                AdminJson.line(
                                Map.of(
                                        "status",
                                        lacks.isEmpty() ? "ok" : "unavailable",
                                        "lacks",
                                        lacks))
                        .getBytes(StandardCharsets.UTF_8);
        reply.setContentLength(body.length);
        reply.getOutputStream().write(body);
    }
}
