package lightrag.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import lightrag.http.edge.EdgeFilters;
import lightrag.rest.RestApplication;
import lightrag.rest.RestConfig;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All of the HTTP room and the routers on a plain Jetty with a free port; the caller is known
 * unless said otherwise.
 */
final class TestServer implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();

    private final Server server;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    TestServer(FakeLightRag rag) {
        this(rag, Map.of());
    }

    /**
     * @param settings of both PIDs by method name, {@code anonymous} and {@code pages}
     */
    TestServer(FakeLightRag rag, Map<String, Object> settings) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        HttpConfig http = Configs.of(HttpConfig.class, settings);
        ServletContextHandler context = new ServletContextHandler();
        EdgeFilters.all(http).forEach(filter -> add(context, filter));
        if (!settings.containsKey("anonymous")) {
            add(
                    context,
                    (request, response, chain) ->
                            chain.doFilter(
                                    new KnownRequest((HttpServletRequest) request), response));
        }
        RestApplication routes = new RestApplication(rag, Configs.of(RestConfig.class, settings));
        if (settings.containsKey("pages")) {
            routes.addPage(Map.of("lightrag.page", "webui"));
            routes.addPage(Map.of("lightrag.page", "workspace"));
        }
        ServletHolder holder = new ServletHolder(JerseyApplication.servlet(routes));
        for (String pattern : PathPrefix.of(http.lightrag_api_prefix()).patterns("/*")) {
            context.addServlet(holder, pattern);
        }
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        port = connector.getLocalPort();
    }

    private static void add(ServletContextHandler context, Filter filter) {
        context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    }

    private static final class KnownRequest extends HttpServletRequestWrapper {
        KnownRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> "ann";
        }
    }

    int port() {
        return port;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(
                request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> json(String method, String path, Object body)
            throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                HttpRequest.BodyPublishers.ofString(
                                        body instanceof String text
                                                ? text
                                                : JSON.writeValueAsString(body))));
    }

    HttpResponse<String> post(String path, Object body) throws IOException, InterruptedException {
        return json("POST", path, body);
    }

    HttpClient client() {
        return client;
    }

    static JsonNode tree(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static Map<String, Object> settings(Object... pairs) {
        Map<String, Object> settings = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put((String) pairs[i], pairs[i + 1]);
        }
        return settings;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
