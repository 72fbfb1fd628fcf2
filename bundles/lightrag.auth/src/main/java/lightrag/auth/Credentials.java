package lightrag.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lightrag.api.InvalidInputException;

/**
 * What a caller shows.
 *
 * @param bearer the text after {@code Authorization: Bearer}
 * @param keyId the id of a key that stands in the path, for clients that can send no header
 */
record Credentials(Optional<String> apiKey, Optional<String> bearer, Optional<String> keyId) {

    static final String KEY_HEADER = "X-API-Key";

    private static final String SCHEME = "bearer ";

    /**
     * @throws InvalidInputException a header is there twice, so that it can't be told which counts
     */
    static Credentials of(HttpServletRequest request, Optional<String> keyId) {
        return new Credentials(
                header(request, KEY_HEADER),
                header(request, "Authorization")
                        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                        .map(value -> value.substring(SCHEME.length()).strip())
                        .filter(token -> !token.isEmpty()),
                keyId);
    }

    /** The only value of a header; blank counts as absent. */
    static Optional<String> header(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() > 1) {
            throw new InvalidInputException(name, "Send the header " + name + " only once.");
        }
        return values.stream().filter(value -> !value.isBlank()).findFirst();
    }

    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
