package lightrag.http.docs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import lightrag.http.error.ErrorBody;

/** Files under a path: the page that shows the API, or what Swagger UI consists of. */
final class DocsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Swagger UI sets styles of elements and has its images in its style sheet. */
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " frame-ancestors 'self'";

    private record Page(String contentType, byte[] content) {}

    private final transient Map<String, Page> pages;

    private DocsServlet(Map<String, Page> pages) {
        this.pages = pages;
    }

    /** The page itself. */
    static DocsServlet page() {
        return new DocsServlet(
                Map.of(
                        "", html(Resource.read("docs.html")),
                        "/docs.js", script(Resource.read("docs.js")),
                        "/oauth2-redirect", html(Resource.swagger("oauth2-redirect.html")),
                        "/oauth2-redirect.js", script(Resource.swagger("oauth2-redirect.js"))));
    }

    /** What the page loads, under the reference's names. */
    static DocsServlet swagger() {
        return new DocsServlet(
                Map.of(
                        "/swagger-ui.css",
                        new Page("text/css; charset=utf-8", Resource.swagger("swagger-ui.css")),
                        "/swagger-ui-bundle.js",
                        script(Resource.swagger("swagger-ui-bundle.js")),
                        "/favicon-32x32.png",
                        new Page("image/png", Resource.swagger("favicon-32x32.png"))));
    }

    private static Page html(byte[] content) {
        return new Page("text/html; charset=utf-8", content);
    }

    private static Page script(byte[] content) {
        return new Page("text/javascript; charset=utf-8", content);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        Page page = pages.get(path);
        if (page == null) {
            page = new Page("application/json", ErrorBody.detail("Not Found"));
            response.setStatus(404);
        }
        response.setContentType(page.contentType());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setContentLength(page.content().length);
        response.getOutputStream().write(page.content());
    }
}
