package lightrag.rest.multipart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightrag.api.InvalidInputException;

/**
 * Walks over the parts of a {@code multipart/form-data} body. Holds one buffer, whatever the size
 * of the parts. Not thread-safe; does not close the body.
 */
public final class MultipartReader {

    private static final Pattern BOUNDARY =
            Pattern.compile(
                    ";\\s*boundary=(?:\"([^\"]{1,200})\"|([^;,\\s]{1,200}))",
                    Pattern.CASE_INSENSITIVE);

    /** Longest header block of one part in bytes; real ones have some hundred. */
    private static final int HEADERS_MAX = 16 << 10;

    /** More parts than a form of ours could have. */
    private static final int PARTS_MAX = 1000;

    private static final byte[] LINE_END = {'\r', '\n'};

    private final DelimitedStream body;
    private int parts;

    private MultipartReader(InputStream body, String boundary) {
        this.body =
                new DelimitedStream(
                        body, ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8), LINE_END);
    }

    /** A reader, or empty when the content type is not that of a form with parts. */
    public static Optional<MultipartReader> of(String contentType, InputStream body) {
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return Optional.empty();
        }
        Matcher matcher = BOUNDARY.matcher(contentType);
        if (!matcher.find()) {
            throw malformed("its content type names no boundary");
        }
        String quoted = matcher.group(1);
        return Optional.of(new MultipartReader(body, quoted != null ? quoted : matcher.group(2)));
    }

    /**
     * The next part; what is left of the one before is skipped.
     *
     * @throws InvalidInputException the body is no form or ends too early
     */
    public Optional<FormPart> next() throws IOException {
        if (++parts > PARTS_MAX) {
            throw malformed("it has more than " + PARTS_MAX + " parts");
        }
        body.skipToDelimiter();
        if (atEnd()) {
            return Optional.empty();
        }
        Optional<ContentDisposition> disposition = readHeaders();
        return disposition
                .flatMap(ContentDisposition::name)
                .map(name -> new FormPart(name, disposition.get().fileName(), body))
                .or(
                        () -> {
                            throw malformed("a part has no name");
                        });
    }

    /** After a delimiter: two dashes end the form, a line end (after padding) starts a part. */
    private boolean atEnd() throws IOException {
        int first = body.rawByte();
        if (first == '-' && body.rawByte() == '-') {
            return true;
        }
        while (first == ' ' || first == '\t') {
            first = body.rawByte();
        }
        if (first != '\r' || body.rawByte() != '\n') {
            throw malformed("a boundary is not followed by a line end");
        }
        return false;
    }

    private Optional<ContentDisposition> readHeaders() throws IOException {
        Optional<ContentDisposition> disposition = Optional.empty();
        int left = HEADERS_MAX;
        for (String line = readLine(left); !line.isEmpty(); line = readLine(left)) {
            left -= line.length() + LINE_END.length;
            int colon = line.indexOf(':');
            if (colon > 0
                    && line.substring(0, colon).strip().equalsIgnoreCase("content-disposition")) {
                disposition = Optional.of(ContentDisposition.parse(line.substring(colon + 1)));
            }
        }
        return disposition;
    }

    private String readLine(int max) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int b = body.rawByte(); b != '\n'; b = body.rawByte()) {
            if (b < 0 || line.size() >= max) {
                throw malformed("the headers of a part are cut or too long");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    static InvalidInputException malformed(String reason) {
        return new InvalidInputException("body", "The form can't be read: " + reason + ".");
    }
}
