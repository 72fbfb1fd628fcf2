package lightrag.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The path under which a proxy mounts the server. Everything answers with and without it, so that a
 * proxy may strip it or not.
 *
 * @param value empty, or with a leading and without a trailing slash
 */
public record PathPrefix(String value) {

    private static final String WORKSPACE_MARK = "/t/";

    /** Takes what people write: {@code site}, {@code /site/}, blanks around it. */
    public static PathPrefix of(String written) {
        String bare = written.strip().replaceAll("^/+|/+$", "");
        return new PathPrefix(bare.isEmpty() ? "" : "/" + bare);
    }

    /** A path without the prefix, if it has it. */
    public String strip(String path) {
        boolean prefixed =
                !value.isEmpty()
                        && path.startsWith(value)
                        && (path.length() == value.length() || path.charAt(value.length()) == '/');
        return prefixed ? path.substring(value.length()) : path;
    }

    /** A path without this prefix and without the one that names a workspace, {@code /t/<name>}. */
    public String route(String path) {
        String rest = strip(path);
        if (!rest.startsWith(WORKSPACE_MARK)) {
            return rest;
        }
        int end = rest.indexOf('/', WORKSPACE_MARK.length());
        return end < 0 ? "/" : rest.substring(end);
    }

    /** Servlet patterns with and without the prefix. */
    public String[] patterns(String... patterns) {
        List<String> all = new ArrayList<>(List.of(patterns));
        if (!value.isEmpty()) {
            for (String pattern : patterns) {
                all.add(value + pattern);
            }
        }
        return all.toArray(String[]::new);
    }
}
