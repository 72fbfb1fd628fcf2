package lightrag.webui;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The files of one entry. */
final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Set by the room that authenticates: the part of the path that chose a workspace. */
    private static final String WORKSPACE_PREFIX = "lightrag.prefix";

    private static final int TEMPORARY_REDIRECT = 307;

    private final transient Entry entry;
    private final transient PageFiles files;
    private final transient PageSettings settings;

    PageServlet(Entry entry, PageFiles files, PageSettings settings) {
        this.entry = entry;
        this.files = files;
        this.settings = settings;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = request.getPathInfo();
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            Reply.detail(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method Not Allowed");
        } else if (path == null) {
            redirect(request, response);
        } else {
            Optional<PageFile> file = find(path.substring(1));
            if (file.isEmpty()) {
                Reply.detail(response, HttpServletResponse.SC_NOT_FOUND, "Not Found");
            } else if (file.get().isPage()) {
                sendPage(file.get(), request, response);
            } else {
                FileReply.send(file.get(), request, response);
            }
        }
    }

    private Optional<PageFile> find(String path) {
        if (path.equalsIgnoreCase(entry.otherPage())) {
            return Optional.empty();
        }
        return files.find(path.isEmpty() ? entry.page() : path);
    }

    /** Pages are made anew for each request, so that browsers must not keep them. */
    private void sendPage(PageFile file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] page;
        try (InputStream in = file.source().open()) {
            page = in.readAllBytes();
        }
        String workspace =
                request.getAttribute(WORKSPACE_PREFIX) instanceof String prefix ? prefix : "";
        byte[] body = settings.writeInto(page, workspace);
        response.setContentType(file.type());
        response.setHeader("Cache-Control", "no-cache, no-store, must-revalidate");
        response.setHeader("Pragma", "no-cache");
        response.setHeader("Expires", "0");
        Reply.bytes(response, HttpServletResponse.SC_OK, body);
    }

    /** Relative addresses in a page only work below the slash. */
    private static void redirect(HttpServletRequest request, HttpServletResponse response) {
        StringBuffer url = request.getRequestURL();
        if (request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String path) {
            url.setLength(url.indexOf("/", url.indexOf("//") + 2));
            url.append(path);
        }
        url.append('/');
        if (request.getQueryString() != null) {
            url.append('?').append(request.getQueryString());
        }
        response.setStatus(TEMPORARY_REDIRECT);
        response.setHeader("Location", url.toString());
        response.setContentLength(0);
    }
}
