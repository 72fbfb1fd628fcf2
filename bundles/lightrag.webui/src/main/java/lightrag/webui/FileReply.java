package lightrag.webui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/** Sends a file, a part of it, or the word that it has not changed. */
final class FileReply {
    private static final int COPY_BYTES = 16 << 10;
    private static final long NOT_GIVEN = -1;

    private FileReply() {}

    static void send(PageFile file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        describe(file, response);
        if (isKnown(file, request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        Optional<ByteRange> range;
        try {
            range = range(file, request);
        } catch (ByteRange.UnsatisfiableException e) {
            response.setHeader("Content-Range", "bytes */" + file.bytes());
            Reply.detail(
                    response,
                    HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE,
                    "The file is shorter.");
            return;
        }
        response.setContentType(file.type());
        range.ifPresent(part -> describe(part, file, response));
        write(file, range.orElse(new ByteRange(0, file.bytes() - 1)), response);
    }

    private static void describe(PageFile file, HttpServletResponse response) {
        response.setHeader("ETag", quoted(file));
        response.setDateHeader("Last-Modified", file.modified().toEpochMilli());
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (file.isAsset()) {
            response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        }
    }

    private static void describe(ByteRange part, PageFile file, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setHeader(
                "Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + file.bytes());
    }

    private static String quoted(PageFile file) {
        return "\"" + file.tag() + "\"";
    }

    /** Whether the client has it already; tags win over dates. */
    private static boolean isKnown(PageFile file, HttpServletRequest request) {
        String tags = request.getHeader("If-None-Match");
        if (tags != null) {
            return Arrays.stream(tags.split(","))
                    .map(tag -> tag.strip().replaceFirst("^W/", ""))
                    .anyMatch(tag -> tag.equals("*") || tag.equals(quoted(file)));
        }
        long since = date(request, "If-Modified-Since");
        return since != NOT_GIVEN && file.modified().toEpochMilli() <= since;
    }

    /** A part is only asked for when what the client has is still the same file. */
    private static Optional<ByteRange> range(PageFile file, HttpServletRequest request)
            throws ByteRange.UnsatisfiableException {
        String header = request.getHeader("Range");
        String condition = request.getHeader("If-Range");
        if (header == null || (condition != null && !condition.equals(quoted(file)))) {
            return Optional.empty();
        }
        return ByteRange.of(header, file.bytes());
    }

    private static long date(HttpServletRequest request, String header) {
        try {
            return request.getDateHeader(header);
        } catch (IllegalArgumentException e) {
            return NOT_GIVEN;
        }
    }

    private static void write(PageFile file, ByteRange part, HttpServletResponse response)
            throws IOException {
        response.setContentLengthLong(part.length());
        OutputStream out = response.getOutputStream();
        try (InputStream in = file.source().open()) {
            in.skipNBytes(part.first());
            byte[] buffer = new byte[COPY_BYTES];
            long left = part.length();
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException("the file has become shorter while it was sent");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }
}
