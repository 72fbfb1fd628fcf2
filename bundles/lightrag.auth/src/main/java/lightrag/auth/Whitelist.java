package lightrag.auth;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Paths that need no credentials, as in {@code WHITELIST_PATHS}: exact ones, and with {@code /*} at
 * the end a path and all below it.
 */
record Whitelist(Set<String> exact, Set<String> trees) {

    Whitelist {
        exact = Set.copyOf(exact);
        trees = Set.copyOf(trees);
    }

    static Whitelist parse(String text) {
        Set<String> exact = new HashSet<>();
        Set<String> trees = new HashSet<>();
        Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .forEach(
                        entry -> {
                            if (entry.endsWith("/*")) {
                                trees.add(entry.substring(0, entry.length() - 2));
                            } else {
                                exact.add(entry);
                            }
                        });
        return new Whitelist(exact, trees);
    }

    boolean opens(String path) {
        return exact.contains(path)
                || trees.stream()
                        .anyMatch(
                                tree ->
                                        path.startsWith(tree)
                                                && (path.length() == tree.length()
                                                        || path.charAt(tree.length()) == '/'));
    }
}
