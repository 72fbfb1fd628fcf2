package lightrag.model.embedded.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Word lists of English by section name; words are lower case. */
public final class Lexicon {

    private final Map<String, Set<String>> sections;
    private final Map<String, String> irregular = new HashMap<>();

    private Lexicon(Map<String, Set<String>> sections) {
        this.sections = sections;
        for (String pair : sections.getOrDefault("irregular", Set.of())) {
            int colon = pair.indexOf(':');
            irregular.put(pair.substring(0, colon), pair.substring(colon + 1));
        }
    }

    /** Reads the list that is part of this bundle. */
    public static Lexicon load() {
        try (InputStream in = Lexicon.class.getResourceAsStream("lexicon.txt")) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks its resource lexicon.txt");
            }
            return parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Lexicon parse(BufferedReader lines) {
        Map<String, Set<String>> sections = new HashMap<>();
        Set<String> current = new HashSet<>();
        for (String line : lines.lines().toList()) {
            if (line.startsWith("[")) {
                current =
                        sections.computeIfAbsent(
                                line.substring(1, line.length() - 1), name -> new HashSet<>());
            } else if (!line.startsWith("#") && !line.isBlank()) {
                current.addAll(List.of(line.strip().split("\\s+")));
            }
        }
        return new Lexicon(sections);
    }

    /**
     * @throws IllegalArgumentException there is no such section
     */
    public boolean has(String section, String word) {
        Set<String> words = sections.get(section);
        if (words == null) {
            throw new IllegalArgumentException("no section " + section);
        }
        return words.contains(word);
    }

    /** A word that carries grammar rather than meaning. */
    public boolean isFunction(String lowerCaseWord) {
        return has("function", lowerCaseWord);
    }

    /** Base form of a verb in lower case. */
    public String lemma(String verb) {
        String base = irregular.get(verb);
        return base == null ? Stems.verb(verb) : base;
    }
}
