package lightrag.auth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lightrag.auth.users.KeyDigest;

/**
 * The path of a request as the servlets behind will see it.
 *
 * @param encoded as sent, without API prefix and workspace prefix
 * @param decoded the same with escapes resolved; what rules are compared with
 * @param workspace the name in {@code /t/<name>/}, not yet validated
 */
record RequestPath(String encoded, String decoded, Optional<String> workspace) {

    static final String WORKSPACE_MARK = "/t/";

    /**
     * Spellings that one part of a server may read as another path than the next one does: dot
     * segments, escaped separators, path parameters, control characters.
     */
    private static final Pattern AMBIGUOUS =
            Pattern.compile(
                    "[;\\\\\\x00-\\x20\\x7f]|%(?![0-9a-f]{2})|%(2f|5c|3b|7f|[01][0-9a-f])"
                            + "|/(\\.|%2e){1,2}(/|$)",
                    Pattern.CASE_INSENSITIVE);

    private static final Set<String> PUBLIC =
            Set.of(
                    "/",
                    "/auth-status",
                    "/auth-status/",
                    "/login",
                    "/login/",
                    "/docs",
                    "/redoc",
                    "/openapi.json",
                    "/favicon.ico",
                    "/webui",
                    "/workspace",
                    "/ui/customization");

    private static final Set<String> PUBLIC_TREES =
            Set.of("/docs/", "/static/", "/webui/", "/workspace/", "/ui/customization/assets/");

    /**
     * Takes the prefixes off.
     *
     * @param uri path as sent, without query
     * @param prefix API prefix, which proxies may or may not have removed
     * @return empty when the path can be read in two ways
     */
    static Optional<RequestPath> of(String uri, String prefix) {
        if (!uri.startsWith("/") || AMBIGUOUS.matcher(uri).find()) {
            return Optional.empty();
        }
        String rest = without(prefix, uri);
        if (!rest.startsWith(WORKSPACE_MARK)) {
            return Optional.of(new RequestPath(rest, decode(rest), Optional.empty()));
        }
        int end = rest.indexOf('/', WORKSPACE_MARK.length());
        String name = rest.substring(WORKSPACE_MARK.length(), end < 0 ? rest.length() : end);
        String inner = end < 0 ? "/" : rest.substring(end);
        return Optional.of(new RequestPath(inner, decode(inner), Optional.of(name)));
    }

    /** Whether nobody needs to be known: pages, their files, and the way to log in. */
    boolean isPublic() {
        return PUBLIC.contains(decoded) || PUBLIC_TREES.stream().anyMatch(decoded::startsWith);
    }

    /** What stands in a workspace's place when it is the id of a key. */
    Optional<String> keyId() {
        return workspace.filter(name -> name.startsWith(KeyDigest.ID_MARK));
    }

    /** Whether this is the path or one below it. */
    boolean under(String tree) {
        return decoded.equals(tree) || decoded.startsWith(tree + "/");
    }

    private static String without(String prefix, String uri) {
        if (prefix.isEmpty() || !uri.startsWith(prefix)) {
            return uri;
        }
        if (uri.length() == prefix.length()) {
            return "/";
        }
        return uri.charAt(prefix.length()) == '/' ? uri.substring(prefix.length()) : uri;
    }

    /** A plus sign is itself in a path. */
    private static String decode(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
