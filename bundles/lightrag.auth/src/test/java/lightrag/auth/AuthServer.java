package lightrag.auth;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lightrag.tenant.Tenant;
import lightrag.tenant.TenantContext;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The filter and the servlets on a real server, with a servlet behind that tells what it saw. */
final class AuthServer implements AutoCloseable {

    static final String SECRET = "a secret of the tests, long enough for it all";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** An answer. */
    record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        String detail() {
            return body.path("detail").asString();
        }

        Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        /** Whose workspace the echo saw, {@code -} for none. */
        String workspace() {
            return body.path("workspace").asString();
        }
    }

    private final AccessControl access;
    private final Server server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    AuthServer(Clock clock, Map<String, ?> settings) throws Exception {
        access = new AccessControl(clock);
        access.activate(config(settings));
        server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addFilter(
                new FilterHolder(new TenantFilter(access)),
                "/*",
                EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new AuthStatusServlet(access), "/auth-status");
        context.addServlet(new VerifyServlet(), "/auth/verify");
        ServletHolder login = new ServletHolder(new LoginServlet(access));
        login.getRegistration()
                .setMultipartConfig(
                        new MultipartConfigElement(
                                "", LoginForm.BYTES_MAX, LoginForm.BYTES_MAX, LoginForm.BYTES_MAX));
        context.addServlet(login, "/login");
        context.addServlet(new Echo(), "/*");
        server.setHandler(context);
        server.start();
        port = connector.getLocalPort();
    }

    AccessControl access() {
        return access;
    }

    int port() {
        return port;
    }

    void reconfigure(Map<String, ?> settings) {
        access.modified(config(settings));
    }

    Answer get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    Answer send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response =
                client.send(
                        request.build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        boolean json =
                response.headers()
                        .firstValue("content-type")
                        .orElse("")
                        .startsWith("application/json");
        return new Answer(
                response.statusCode(), JSON.readTree(json ? response.body() : "{}"), response);
    }

    Answer login(String form) throws Exception {
        return send("POST", "/login", form, "Content-Type", "application/x-www-form-urlencoded");
    }

    /** A token after a login that works. */
    String token(String username, String password) throws Exception {
        Answer answer = login("username=" + username + "&password=" + password);
        if (answer.status() != 200) {
            throw new AssertionError("login: " + answer.raw().body());
        }
        return answer.body().path("access_token").asString();
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.stop();
        access.deactivate();
    }

    /** The configuration as Declarative Services hands it over: defaults and what is given. */
    static AccessControl.Config config(Map<String, ?> settings) {
        return (AccessControl.Config)
                Proxy.newProxyInstance(
                        AccessControl.Config.class.getClassLoader(),
                        new Class<?>[] {AccessControl.Config.class},
                        (proxy, method, arguments) ->
                                Optional.<Object>ofNullable(settings.get(method.getName()))
                                        .orElse(method.getDefaultValue()));
    }

    private static final class Echo extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            Map<String, Object> seen = new LinkedHashMap<>();
            seen.put("method", request.getMethod());
            seen.put("uri", request.getRequestURI());
            seen.put("query", request.getQueryString());
            seen.put(
                    "body",
                    new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            Optional<Tenant> tenant = TenantContext.current();
            seen.put("workspace", tenant.map(t -> t.workspace().value()).orElse("-"));
            seen.put("user", tenant.map(Tenant::user).orElse("-"));
            seen.put("role", tenant.map(t -> t.role().name()).orElse("-"));
            seen.put(
                    "principal",
                    request.getUserPrincipal() == null
                            ? "-"
                            : request.getUserPrincipal().getName());
            seen.put("admin", request.isUserInRole("admin"));
            seen.put("reader", request.isUserInRole("reader"));
            seen.put("attribute", String.valueOf(request.getAttribute("lightrag.workspace")));
            seen.put("prefix", String.valueOf(request.getAttribute("lightrag.prefix")));
            Reply.json(response, 200, seen);
        }
    }
}
