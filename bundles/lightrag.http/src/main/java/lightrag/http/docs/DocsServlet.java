package lightrag.http.docs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import lightrag.http.error.ErrorBody;

/** The page that shows the API, with its script and style. */
final class DocsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private record Page(String contentType, byte[] content) {}

    private final transient Map<String, Page> pages =
            Map.of(
                    "", new Page("text/html; charset=utf-8", Resource.read("docs.html")),
                    "/docs.js", new Page("application/javascript", Resource.read("docs.js")),
                    "/docs.css", new Page("text/css", Resource.read("docs.css")));

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
        response.setHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'self'");
        response.setContentLength(page.content().length);
        response.getOutputStream().write(page.content());
    }
}
