package lightrag.auth;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Leads a path with a slash too many to the servlet, keeping method and query; below that there is
 * nothing.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/login/*", "/auth-status/*", "/auth/verify/*"})
public final class SlashServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int TEMPORARY_REDIRECT = 307;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        UnreadBody.settle(request, response);
        if (!"/".equals(request.getPathInfo())) {
            Reply.detail(response, HttpServletResponse.SC_NOT_FOUND, "Not Found");
            return;
        }
        StringBuffer url = request.getRequestURL();
        if (request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String path) {
            url.setLength(url.indexOf("/", url.indexOf("//") + 2));
            url.append(path);
        }
        url.setLength(url.length() - 1);
        if (request.getQueryString() != null) {
            url.append('?').append(request.getQueryString());
        }
        response.setStatus(TEMPORARY_REDIRECT);
        response.setHeader("Location", url.toString());
        response.setContentLength(0);
    }
}
