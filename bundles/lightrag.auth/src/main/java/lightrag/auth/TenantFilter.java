package lightrag.auth;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import lightrag.tenant.Tenant;
import lightrag.tenant.TenantContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * In front of every servlet: who calls, may they, for which workspace. A servlet filter and not one
 * of Jakarta REST, since only a call that encloses the rest of the request can bind a scoped value.
 *
 * <p>Edge filters (request id, access log, CORS, body limits) rank above {@value #RANKING}.
 */
@Component(service = Filter.class, property = "service.ranking:Integer=" + TenantFilter.RANKING)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class TenantFilter implements Filter {

    static final int RANKING = 1000;

    /** Name of the bound workspace, for the access log. */
    static final String WORKSPACE_ATTRIBUTE = "lightrag.workspace";

    /** Name of the caller, for the access log; also set when the caller is refused. */
    static final String USER_ATTRIBUTE = "lightrag.user";

    /** Request attribute: {@code enabled} where people can log in, else {@code disabled}. */
    static final String AUTH_MODE_ATTRIBUTE = "lightrag.auth_mode";

    /** {@code /t/<workspace>} when the path had it: what pages put before their links. */
    static final String PREFIX_ATTRIBUTE = "lightrag.prefix";

    private static final String NEW_TOKEN = "X-New-Token";

    /** Polled by pages, or answered as a stream: the reference never renews on these. */
    private static final Set<String> NO_RENEWAL =
            Set.of(
                    "/health",
                    "/documents/paginated",
                    "/documents/pipeline_status",
                    "/query/stream",
                    "/api/chat",
                    "/api/generate");

    /** The rest of the chain, which throws what servlets throw. */
    @FunctionalInterface
    private interface Rest {
        void run() throws IOException, ServletException;
    }

    private final AccessControl access;

    @Activate
    public TenantFilter(@Reference AccessControl access) {
        this.access = access;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse reply = (HttpServletResponse) response;
        switch (access.entrance()) {
            case AccessControl.Closed(String reason) ->
                    refuse(http, reply, HttpServletResponse.SC_SERVICE_UNAVAILABLE, reason);
            case AccessControl.Open(Gate gate) -> admit(gate, http, reply, chain);
        }
    }

    private static void admit(
            Gate gate, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String uri = request.getRequestURI().substring(request.getContextPath().length());
        Optional<RequestPath> path = RequestPath.of(uri, gate.settings().prefix());
        if (path.isEmpty()) {
            refuse(
                    request,
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    "The path has dot segments, control characters or escaped separators.");
            return;
        }
        switch (Passage.decide(gate, request, path.get())) {
            case Passage.Refused(int status, String detail) ->
                    refuse(request, response, status, detail);
            case Passage.Permitted permitted -> {
                request.setAttribute(
                        AUTH_MODE_ATTRIBUTE,
                        gate.authenticator().loginConfigured() ? "enabled" : "disabled");
                renew(gate, path.get(), permitted, response);
                proceed(uri, request, response, chain, path.get(), permitted);
            }
        }
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, int status, String detail)
            throws IOException {
        UnreadBody.settle(request, response);
        Reply.detail(response, status, detail);
    }

    private static void renew(
            Gate gate, RequestPath path, Passage.Permitted permitted, HttpServletResponse reply) {
        if (NO_RENEWAL.stream().noneMatch(path::under)) {
            permitted
                    .token()
                    .flatMap(gate.renewal()::renew)
                    .ifPresent(token -> reply.setHeader(NEW_TOKEN, token));
        }
    }

    /**
     * Under the path that servlets know: without API prefix and workspace prefix.
     *
     * @param uri as the client sent it
     */
    private static void proceed(
            String uri,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            RequestPath path,
            Passage.Permitted permitted)
            throws IOException, ServletException {
        permitted.tenant().ifPresent(tenant -> describe(request, tenant));
        HttpServletRequest seen =
                permitted
                        .tenant()
                        .filter(tenant -> permitted.known())
                        .<HttpServletRequest>map(
                                tenant -> new AuthenticatedRequest(request, tenant))
                        .orElse(request);
        Rest rest =
                !path.encoded().equals(uri)
                        ? () -> forward(seen, response, path)
                        : () -> chain.doFilter(seen, response);
        if (permitted.tenant().isPresent()) {
            within(permitted.tenant().get(), rest);
        } else {
            rest.run();
        }
    }

    private static void describe(HttpServletRequest request, Tenant tenant) {
        request.setAttribute(WORKSPACE_ATTRIBUTE, tenant.workspace().value());
        request.setAttribute(USER_ATTRIBUTE, tenant.user());
    }

    /** Through the container once more, since another servlet may serve the shorter path. */
    private static void forward(
            HttpServletRequest request, HttpServletResponse response, RequestPath path)
            throws IOException, ServletException {
        path.workspace()
                .ifPresent(
                        name ->
                                request.setAttribute(
                                        PREFIX_ATTRIBUTE, RequestPath.WORKSPACE_MARK + name));
        RequestDispatcher dispatcher = request.getRequestDispatcher(path.encoded());
        if (dispatcher == null) {
            Reply.detail(response, HttpServletResponse.SC_NOT_FOUND, "Not Found");
            return;
        }
        dispatcher.forward(request, response);
    }

    private static void within(Tenant tenant, Rest rest) throws IOException, ServletException {
        try {
            TenantContext.<Boolean, Exception>call(
                    tenant,
                    () -> {
                        rest.run();
                        return true;
                    });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException("unexpected " + e.getClass().getName(), e);
        }
    }
}
