package lightrag.auth;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import lightrag.auth.token.TokenBearer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /auth-status}: whether people log in; otherwise with a guest token for the page. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/auth-status")
public final class AuthStatusServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient AccessControl access;

    @Activate
    public AuthStatusServlet(@Reference AccessControl access) {
        this.access = access;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!request.getMethod().equals("GET")) {
            Reply.methodNotAllowed(request, response, "GET");
            return;
        }
        switch (access.entrance()) {
            case AccessControl.Closed(String reason) ->
                    Reply.detail(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, reason);
            case AccessControl.Open(Gate gate) ->
                    Reply.json(response, HttpServletResponse.SC_OK, status(gate));
        }
    }

    private static Map<String, Object> status(Gate gate) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (gate.authenticator().loginConfigured()) {
            body.put("auth_configured", true);
            body.put("auth_mode", "enabled");
        } else {
            body.put("auth_configured", false);
            Guest.welcome(Reply.token(body, gate.tokens().issue(TokenBearer.guest())));
        }
        return Reply.server(body, gate.settings().branding());
    }
}
