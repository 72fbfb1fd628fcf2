package lightrag.engine.routing;

import java.util.HashMap;
import java.util.Map;

/**
 * How a file is to be read and cut, as far as somebody said (rule NW-2).
 *
 * @param engine parser engine; empty where none is named
 * @param letters process options in the order they were given, for instance {@code iR}
 * @param chunking parameters by the letter of their strategy, then by wire name: Integer or Boolean
 */
public record Directives(
        String engine, String letters, Map<Character, Map<String, Object>> chunking) {

    public static final Directives NONE = new Directives("", "", Map.of());

    /** Letters that choose a chunking strategy; {@code C} asks for one of the caller's own. */
    public static final String STRATEGIES = "FRVPC";

    public Directives {
        chunking = Map.copyOf(chunking);
    }

    /** The letter of the strategy: the first one given, or {@code F}. */
    public char strategy() {
        return (char)
                letters.chars().filter(c -> STRATEGIES.indexOf(c) >= 0).findFirst().orElse('F');
    }

    /** Parameters for the chosen strategy. */
    public Map<String, Object> params() {
        return chunking.getOrDefault(strategy(), Map.of());
    }

    /** These, with the others where these say nothing; single parameters add up. */
    public Directives over(Directives others) {
        Map<Character, Map<String, Object>> both = new HashMap<>(others.chunking);
        chunking.forEach(
                (letter, own) -> {
                    Map<String, Object> merged =
                            new HashMap<>(others.chunking.getOrDefault(letter, Map.of()));
                    merged.putAll(own);
                    both.put(letter, Map.copyOf(merged));
                });
        return new Directives(
                engine.isEmpty() ? others.engine : engine,
                letters.isEmpty() ? others.letters : letters,
                both);
    }
}
