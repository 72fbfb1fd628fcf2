package lightrag.auth;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lightrag.api.InvalidInputException;
import lightrag.api.LightRagException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fields of {@code POST /login}, which come as a form and never as JSON. */
record LoginForm(Optional<String> username, Optional<String> password, Optional<String> grantType) {

    /** More than any name or password needs. */
    static final int BYTES_MAX = 64 * 1024;

    private static final String GRANT = "password";
    private static final Logger LOG = LoggerFactory.getLogger(LoginForm.class);

    /**
     * Reads the form of either kind; any other body is a form without fields.
     *
     * @throws InvalidInputException the body is not the form that its content type names
     */
    static LoginForm of(HttpServletRequest request) {
        try {
            return read(request);
        } catch (LightRagException e) {
            throw e;
        } catch (IOException | ServletException | RuntimeException e) {
            // containers have no type of their own for a form that can't be decoded
            LOG.debug("a login form can't be read", e);
            throw new InvalidInputException(
                    "body",
                    "The form can't be read. Send username and password as"
                            + " application/x-www-form-urlencoded in UTF-8.");
        }
    }

    private static LoginForm read(HttpServletRequest request) throws IOException, ServletException {
        String type =
                Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded")) {
            request.setCharacterEncoding(StandardCharsets.UTF_8.name());
            return new LoginForm(
                    Optional.ofNullable(request.getParameter("username")),
                    Optional.ofNullable(request.getParameter("password")),
                    Optional.ofNullable(request.getParameter("grant_type")));
        }
        if (type.startsWith("multipart/form-data")) {
            return new LoginForm(
                    part(request, "username"),
                    part(request, "password"),
                    part(request, "grant_type"));
        }
        return new LoginForm(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What is wrong, in the order of the reference's fields; empty: complete. */
    List<Map<String, Object>> errors() {
        List<Map<String, Object>> errors = new ArrayList<>();
        grantType
                .filter(value -> !value.isEmpty() && !value.equals(GRANT))
                .ifPresent(value -> errors.add(wrongGrant(value)));
        if (username.filter(value -> !value.isEmpty()).isEmpty()) {
            errors.add(Reply.fieldError("missing", "username", "Field required", null));
        }
        if (password.filter(value -> !value.isEmpty()).isEmpty()) {
            errors.add(Reply.fieldError("missing", "password", "Field required", null));
        }
        return errors;
    }

    private static Map<String, Object> wrongGrant(String value) {
        String pattern = "^" + GRANT + "$";
        Map<String, Object> item =
                new LinkedHashMap<>(
                        Reply.fieldError(
                                "string_pattern_mismatch",
                                "grant_type",
                                "String should match pattern '" + pattern + "'",
                                value));
        item.put("ctx", Map.of("pattern", pattern));
        return item;
    }

    private static Optional<String> part(HttpServletRequest request, String name)
            throws IOException, ServletException {
        Part part = request.getPart(name);
        if (part == null) {
            return Optional.empty();
        }
        try (InputStream in = part.getInputStream()) {
            return Optional.of(new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8));
        }
    }
}
