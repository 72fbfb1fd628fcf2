package lightrag.rest.multipart;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of a header such as {@code form-data; name="file"; filename="a.txt"}. Never fails.
 */
record ContentDisposition(Map<String, String> parameters) {

    /**
     * Reads what browsers and clients send: quoted values with {@code \"}, bare values, {@code
     * filename*}.
     */
    static ContentDisposition parse(String header) {
        Map<String, String> parameters = new TreeMap<>();
        int at = header.indexOf(';');
        while (at >= 0 && at < header.length()) {
            int equals = header.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = header.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            at = readValue(header, equals + 1, value);
            parameters.putIfAbsent(name, value.toString());
        }
        return new ContentDisposition(parameters);
    }

    /** Appends the value; returns the place of the next semicolon, or the end. */
    private static int readValue(String header, int from, StringBuilder value) {
        int at = from;
        while (at < header.length() && header.charAt(at) == ' ') {
            at++;
        }
        boolean quoted = at < header.length() && header.charAt(at) == '"';
        return quoted ? readQuoted(header, at + 1, value) : readBare(header, at, value);
    }

    private static int readQuoted(String header, int from, StringBuilder value) {
        int at = from;
        while (at < header.length() && header.charAt(at) != '"') {
            boolean escapedQuote = header.startsWith("\\\"", at);
            at += escapedQuote ? 1 : 0;
            value.append(header.charAt(at++));
        }
        int semicolon = header.indexOf(';', at);
        return semicolon < 0 ? header.length() : semicolon;
    }

    private static int readBare(String header, int from, StringBuilder value) {
        int semicolon = header.indexOf(';', from);
        int end = semicolon < 0 ? header.length() : semicolon;
        value.append(header.substring(from, end).strip());
        return end;
    }

    Optional<String> name() {
        return Optional.ofNullable(parameters.get("name"));
    }

    Optional<String> fileName() {
        return extended(parameters.getOrDefault("filename*", ""))
                .or(() -> Optional.ofNullable(parameters.get("filename")));
    }

    /** {@code UTF-8''percent-encoded}; anything else is left to the plain parameter. */
    private static Optional<String> extended(String value) {
        String prefix = "utf-8''";
        if (!value.regionMatches(true, 0, prefix, 0, prefix.length())) {
            return Optional.empty();
        }
        String encoded = value.substring(prefix.length()).replace("+", "%2B");
        try {
            return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
