package lightrag.webui;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import lightrag.webui.brand.Brand;
import lightrag.webui.brand.BrandException;
import lightrag.webui.brand.BrandJson;

/** {@code /ui/customization} and the logos below it; open to everybody, since logins show them. */
final class BrandServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String PATH = "/ui/customization";
    private static final String ASSETS = "/assets/";

    /** Never a script, whatever an image holds. */
    private static final String HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final transient BrandSource source;
    private final transient BrandJson json;

    BrandServlet(BrandSource source, WebUiConfig config) {
        this.source = source;
        this.json =
                new BrandJson(
                        either(config.webui_title(), "LightRAG"),
                        either(config.webui_description(), "Answers from graph and text"),
                        PageSettings.of(config).prefix() + PATH + ASSETS);
    }

    private static String either(String given, String standard) {
        return given.isEmpty() ? standard : given;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        if (!request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET");
            Reply.detail(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method Not Allowed");
        } else if (path.isEmpty()) {
            describe(request, response);
        } else if (path.startsWith(ASSETS)) {
            sendLogo(path.substring(ASSETS.length()), response);
        } else {
            Reply.detail(response, HttpServletResponse.SC_NOT_FOUND, "Not Found");
        }
    }

    private void describe(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        String locale = Optional.ofNullable(request.getParameter("locale")).orElse("").strip();
        try {
            Optional<Brand> brand = source.brand();
            Reply.json(
                    response,
                    HttpServletResponse.SC_OK,
                    brand.isPresent() ? json.of(brand.get(), locale) : json.plain());
        } catch (BrandException e) {
            Reply.detail(
                    response, HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (BrandSource.UnusableException e) {
            Reply.detail(
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "The operator's texts can't be used; the server's log says why.");
        }
    }

    private void sendLogo(String path, HttpServletResponse response) throws IOException {
        Optional<BrandSource.Image> image = source.image(path);
        if (image.isEmpty()) {
            Reply.detail(response, HttpServletResponse.SC_NOT_FOUND, "Unknown asset");
            return;
        }
        response.setContentType(image.get().type());
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setHeader("Content-Security-Policy", HARMLESS);
        Reply.bytes(response, HttpServletResponse.SC_OK, image.get().content());
    }
}
