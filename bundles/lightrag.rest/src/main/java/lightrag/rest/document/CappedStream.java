package lightrag.rest.document;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import lightrag.api.TooLargeException;

/** Fails when more than a limit is read, so that nothing needs to know the size beforehand. */
final class CappedStream extends FilterInputStream {
    private final long bytesMax;
    private long left;

    CappedStream(InputStream source, long bytesMax) {
        super(source);
        this.bytesMax = bytesMax;
        this.left = bytesMax;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw new TooLargeException(
                    String.format(
                            Locale.ROOT,
                            "The file is larger than the limit of %.1f MB.",
                            bytesMax / (1024.0 * 1024.0)));
        }
    }
}
