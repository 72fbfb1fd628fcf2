package lightrag.auth;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /auth/verify}: whoever gets here has shown credentials to {@link TenantFilter}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/auth/verify")
public final class VerifyServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!request.getMethod().equals("GET")) {
            Reply.methodNotAllowed(request, response, "GET");
        } else if (request.getUserPrincipal() == null) {
            // only without the filter in front: then nobody has been verified
            Reply.detail(
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "Access control is starting.");
        } else {
            Reply.json(response, HttpServletResponse.SC_OK, Map.of("status", "ok"));
        }
    }
}
