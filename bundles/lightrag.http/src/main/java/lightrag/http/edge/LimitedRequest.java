package lightrag.http.edge;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import lightrag.api.TooLargeException;
import org.jspecify.annotations.Nullable;

/** Counts what is read of a body whose length nobody declared. */
final class LimitedRequest extends HttpServletRequestWrapper {
    private final long bytesMax;
    private @Nullable ServletInputStream body;

    LimitedRequest(HttpServletRequest request, long bytesMax) {
        super(request);
        this.bytesMax = bytesMax;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream current = body;
        if (current == null) {
            current = new LimitedStream(super.getInputStream(), bytesMax);
            body = current;
        }
        return current;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String encoding = getCharacterEncoding();
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    private static final class LimitedStream extends ServletInputStream {
        private final ServletInputStream source;
        private final long bytesMax;
        private long left;

        LimitedStream(ServletInputStream source, long bytesMax) {
            this.source = source;
            this.bytesMax = bytesMax;
            this.left = bytesMax;
        }

        @Override
        public int read() throws IOException {
            int value = source.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = source.read(target, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw new TooLargeException(BodyLimitFilter.tooLarge(bytesMax));
            }
        }

        @Override
        public int available() throws IOException {
            return source.available();
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }
}
