package lightrag.http.jetty;

import java.nio.ByteBuffer;
import lightrag.http.error.ErrorBody;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Requests that Jetty refuses before any filter sees them, for instance a path with escaped control
 * characters, get the body that every other refusal has.
 */
final class JsonErrorHandler implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < HttpStatus.BAD_REQUEST_400 ? 500 : response.getStatus();
        byte[] body = ErrorBody.detail(text(status));
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static String text(int status) {
        return status == HttpStatus.BAD_REQUEST_400
                ? "The request can't be read: its line, path or headers are malformed."
                : HttpStatus.getMessage(status);
    }
}
