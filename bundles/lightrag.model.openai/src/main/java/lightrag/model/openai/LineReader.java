package lightrag.model.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * UTF-8 lines of a reply that is still arriving, ended by LF, CR or CRLF. A line is handed out as
 * soon as its first end character is there: waiting for the LF of a CRLF would hold the last piece
 * back. Not thread-safe.
 */
final class LineReader {

    /** A longer line is no model's reply; the limit protects the heap. */
    static final int LINE_BYTES_MAX = 16 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private int position;
    private int filled;
    private boolean afterCarriageReturn;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; empty when all is read. A last line needs no end. */
    Optional<String> next() throws IOException {
        line.reset();
        while (true) {
            if (position == filled && !fill()) {
                return line.size() == 0 ? Optional.empty() : Optional.of(text());
            }
            if (takeUpToEnd()) {
                return Optional.of(text());
            }
        }
    }

    /** Moves buffered bytes to the line; true when the line's end was among them. */
    private boolean takeUpToEnd() throws IOException {
        if (afterCarriageReturn) {
            afterCarriageReturn = false;
            if (buffer[position] == '\n') {
                position++;
                return false;
            }
        }
        int start = position;
        while (position < filled && buffer[position] != '\n' && buffer[position] != '\r') {
            position++;
        }
        line.write(buffer, start, position - start);
        if (line.size() > LINE_BYTES_MAX) {
            throw new IOException(
                    "a line of the reply is longer than " + LINE_BYTES_MAX + " bytes");
        }
        if (position == filled) {
            return false;
        }
        afterCarriageReturn = buffer[position++] == '\r';
        return true;
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }

    private String text() {
        return line.toString(StandardCharsets.UTF_8);
    }
}
