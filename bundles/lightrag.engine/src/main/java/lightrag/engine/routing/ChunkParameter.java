package lightrag.engine.routing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Parameters that a hint may give a chunking strategy. */
enum ChunkParameter {
    SIZE("chunk_token_size", "chunk_ts", "FRVPC"),
    OVERLAP("chunk_overlap_token_size", "chunk_ol", "FRPC"),
    DROP_REFERENCES("drop_references", "drop_rf", "P");

    private static final Set<String> TRUE = Set.of("1", "true", "yes", "on", "t", "y");
    private static final Set<String> FALSE = Set.of("0", "false", "no", "off", "f", "n");

    private final String wireName;
    private final String alias;
    private final String strategies;

    ChunkParameter(String wireName, String alias, String strategies) {
        this.wireName = wireName;
        this.alias = alias;
        this.strategies = strategies;
    }

    static Optional<ChunkParameter> named(String name) {
        return Arrays.stream(values())
                .filter(known -> known.wireName.equals(name) || known.alias.equals(name))
                .findFirst();
    }

    String wireName() {
        return wireName;
    }

    boolean fits(char strategy) {
        return strategies.indexOf(strategy) >= 0;
    }

    boolean isFlag() {
        return this == DROP_REFERENCES;
    }

    /** The value, when the text is one: Integer, or Boolean for a flag. */
    Optional<Object> value(String text) {
        return isFlag() ? flag(text) : number(text, this == SIZE ? 1 : 0);
    }

    static Optional<Object> flag(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return TRUE.contains(lower)
                ? Optional.of(true)
                : FALSE.contains(lower) ? Optional.of(false) : Optional.empty();
    }

    private static Optional<Object> number(String text, int least) {
        try {
            int value = Integer.parseInt(text);
            return value >= least ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
