package lightrag.auth;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.InvalidInputException;
import lightrag.api.OverloadedException;
import lightrag.auth.token.TokenBearer;
import lightrag.auth.token.TokenKind;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletMultipart;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code POST /login}: a token for a name and a password, or a guest's where nobody logs in. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/login")
@HttpWhiteboardServletMultipart(
        maxFileSize = LoginForm.BYTES_MAX,
        maxRequestSize = LoginForm.BYTES_MAX,
        fileSizeThreshold = LoginForm.BYTES_MAX)
public final class LoginServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;

    private final transient AccessControl access;

    @Activate
    public LoginServlet(@Reference AccessControl access) {
        this.access = access;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!request.getMethod().equals("POST")) {
            Reply.methodNotAllowed(request, response, "POST");
            return;
        }
        switch (access.entrance()) {
            case AccessControl.Closed(String reason) ->
                    Reply.detail(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, reason);
            case AccessControl.Open(Gate gate) -> login(gate, request, response);
        }
    }

    private static void login(Gate gate, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LoginForm form;
        try {
            form = LoginForm.of(request);
        } catch (InvalidInputException e) {
            response.setHeader("Connection", "close");
            Reply.detail(
                    response, HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage()));
            return;
        }
        login(gate, form, request, response);
    }

    private static void login(
            Gate gate, LoginForm form, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<Map<String, Object>> errors = form.errors();
        Authenticator rules = gate.authenticator();
        if (!errors.isEmpty()) {
            UnreadBody.settle(request, response);
            Reply.json(response, UNPROCESSABLE, Map.of("detail", errors));
        } else if (!rules.loginConfigured()) {
            welcome(gate, TokenBearer.guest(), response);
        } else {
            String username = form.username().orElseThrow();
            switch (gate.throttle().begin(request.getRemoteAddr(), username)) {
                case LoginThrottle.Refused(long seconds) ->
                        tooMany(
                                response,
                                seconds,
                                "Too many failed logins. Try again in " + seconds + " seconds.");
                case LoginThrottle.Admitted attempt ->
                        attempt(gate, rules, attempt, form, response);
            }
        }
    }

    private static void attempt(
            Gate gate,
            Authenticator rules,
            LoginThrottle.Admitted attempt,
            LoginForm form,
            HttpServletResponse response)
            throws IOException {
        Optional<TokenBearer> bearer;
        try {
            bearer = rules.login(form.username().orElseThrow(), form.password().orElseThrow());
        } catch (OverloadedException e) {
            gate.throttle().abandoned(attempt);
            tooMany(response, e.retryAfter().toSeconds(), String.valueOf(e.getMessage()));
            return;
        } catch (RuntimeException e) {
            gate.throttle().abandoned(attempt);
            throw e;
        }
        if (bearer.isEmpty()) {
            gate.throttle().failed(attempt);
            Reply.detail(
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "The name or the password is wrong.");
            return;
        }
        gate.throttle().succeeded(attempt);
        welcome(gate, bearer.get(), response);
    }

    private static void welcome(Gate gate, TokenBearer bearer, HttpServletResponse response)
            throws IOException {
        Map<String, Object> body = Reply.token(new LinkedHashMap<>(), gate.tokens().issue(bearer));
        if (bearer.kind() == TokenKind.GUEST) {
            Guest.welcome(body);
        } else {
            body.put("auth_mode", "enabled");
        }
        Reply.json(
                response,
                HttpServletResponse.SC_OK,
                Reply.server(body, gate.settings().branding()));
    }

    private static void tooMany(HttpServletResponse response, long seconds, String detail)
            throws IOException {
        response.setHeader("Retry-After", Long.toString(seconds));
        Reply.detail(response, TOO_MANY, detail);
    }
}
