package lightrag.http.edge;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import lightrag.api.LightRagException;
import lightrag.http.error.LightRagErrorMapper;
import lightrag.http.error.UnexpectedErrorMapper;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * What servlets and filters outside Jersey throw gets the same answers as what routes throw,
 * instead of the container's page. An answer that has begun is cut off, so that it can't pass for a
 * whole one.
 */
@Component(
        service = Filter.class,
        property = EdgeOrder.RANKING + EdgeOrder.FAILURE,
        configurationPid = "lightrag.http",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class FailureFilter extends EdgeFilter {
    private final LightRagErrorMapper known = new LightRagErrorMapper();
    private final UnexpectedErrorMapper unexpected = new UnexpectedErrorMapper();

    /** Nothing is read of it; a restart of the filter would leave requests out. */
    @Modified
    void modified() {}

    @Override
    void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (LightRagException e) {
            if (response.isCommitted()) {
                throw e;
            }
            write(known.toResponse(e), response);
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted()) {
                throw e;
            }
            write(unexpected.toResponse(e), response);
        }
    }

    private static void write(Response answer, HttpServletResponse response) throws IOException {
        response.resetBuffer();
        response.setStatus(answer.getStatus());
        answer.getStringHeaders()
                .forEach(
                        (name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.getOutputStream().write((byte[]) answer.getEntity());
    }
}
