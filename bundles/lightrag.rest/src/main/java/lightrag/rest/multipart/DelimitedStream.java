package lightrag.rest.multipart;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * A stream cut into pieces by a delimiter: reading ends at the delimiter, {@link #skipToDelimiter}
 * steps over it. A missing last delimiter is an error, so a body that was cut on its way is never
 * taken for whole.
 */
final class DelimitedStream extends InputStream {
    private static final int BUFFER_SIZE = 64 << 10;

    private final InputStream source;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int from;
    private int to;
    private boolean sourceEnded;

    /**
     * @param prefix put before the source, since the first delimiter of a form lacks its line end
     */
    DelimitedStream(InputStream source, byte[] delimiter, byte[] prefix) {
        this.source = source;
        this.delimiter = delimiter.clone();
        System.arraycopy(prefix, 0, buffer, 0, prefix.length);
        to = prefix.length;
    }

    /**
     * The next byte whatever it is, for what stands between delimiter and content; -1 at the end of
     * the source.
     */
    int rawByte() throws IOException {
        return ensure(1) ? buffer[from++] & 0xFF : -1;
    }

    /** Reads on to the next delimiter and over it. */
    void skipToDelimiter() throws IOException {
        for (int content = contentLength(); content != 0; content = contentLength()) {
            from += content;
        }
        from += delimiter.length;
    }

    /** Bytes in the buffer that are content for sure; 0 exactly before a delimiter. */
    private int contentLength() throws IOException {
        ensure(delimiter.length);
        int found = indexOfDelimiter();
        if (found >= 0) {
            return found - from;
        }
        if (sourceEnded) {
            throw MultipartReader.malformed("it ends before its closing boundary");
        }
        return to - from - delimiter.length + 1;
    }

    private int indexOfDelimiter() {
        int last = to - delimiter.length;
        for (int i = from; i <= last; i++) {
            if (buffer[i] == delimiter[0]
                    && Arrays.equals(
                            buffer, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
                return i;
            }
        }
        return -1;
    }

    private boolean ensure(int bytes) throws IOException {
        if (to - from >= bytes) {
            return true;
        }
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        while (to < bytes && !sourceEnded) {
            int read = source.read(buffer, to, buffer.length - to);
            sourceEnded = read < 0;
            to += Math.max(read, 0);
        }
        return to >= bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        int available = contentLength();
        if (available == 0) {
            return -1;
        }
        int count = Math.min(length, available);
        System.arraycopy(buffer, from, target, offset, count);
        from += count;
        return count;
    }
}
