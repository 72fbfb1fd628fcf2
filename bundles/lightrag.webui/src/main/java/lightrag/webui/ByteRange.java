package lightrag.webui;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file.
 *
 * @param first offset of its first byte
 * @param last offset of its last byte
 */
record ByteRange(long first, long last) {

    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Reads a {@code Range} header.
     *
     * @param bytes length of the file
     * @return empty for several ranges or none that can be read: then the whole file is sent
     * @throws UnsatisfiableException the file is shorter
     */
    static Optional<ByteRange> of(String header, long bytes) throws UnsatisfiableException {
        Matcher matcher = SINGLE.matcher(header);
        if (!matcher.matches() || header.equals("bytes=-")) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            return Optional.of(tail(Long.parseLong(matcher.group(2)), bytes));
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? bytes - 1 : Long.parseLong(matcher.group(2));
        if (last < first && !matcher.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (first >= bytes) {
            throw new UnsatisfiableException();
        }
        return Optional.of(new ByteRange(first, Math.min(last, bytes - 1)));
    }

    private static ByteRange tail(long length, long bytes) throws UnsatisfiableException {
        if (length == 0 || bytes == 0) {
            throw new UnsatisfiableException();
        }
        return new ByteRange(Math.max(0, bytes - length), bytes - 1);
    }

    long length() {
        return last - first + 1;
    }

    /** No byte of the file is in the range. */
    static final class UnsatisfiableException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
