package lightrag.http.docs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The other page of the reference, which loads its script from elsewhere: there is one page here.
 */
final class RedocServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int TEMPORARY_REDIRECT = 307;

    /** Relative, so that it is right under every prefix. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(TEMPORARY_REDIRECT);
        response.setHeader("Location", "docs");
        response.setContentLength(0);
    }
}
