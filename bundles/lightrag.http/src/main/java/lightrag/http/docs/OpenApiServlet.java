package lightrag.http.docs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import lightrag.http.PathPrefix;

/** The OpenAPI document, with the prefix as its server where there is one. */
final class OpenApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient byte[] document;

    OpenApiServlet(PathPrefix prefix) {
        String text = new String(Resource.read("openapi.json"), StandardCharsets.UTF_8).strip();
        String servers =
                prefix.value().isEmpty()
                        ? ""
                        : ",\"servers\":[{\"url\":\"" + prefix.value() + "\"}]";
        document =
                (text.substring(0, text.length() - 1) + servers + "}")
                        .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("application/json");
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }
}
