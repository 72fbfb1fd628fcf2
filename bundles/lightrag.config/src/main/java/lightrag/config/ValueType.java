package lightrag.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a value is written, and what its canonical text is. The grammar is described at the top of
 * the catalogue.
 *
 * @param choices of {@link Kind#CHOICE}, slots of {@link Kind#PROMPT}, else empty
 * @param minimum of numbers, inclusive
 * @param none what the text {@code None} stands for: absent = nothing special, empty = not given
 */
public record ValueType(
        Kind kind, List<String> choices, OptionalDouble minimum, Optional<String> none) {

    /** Kinds of values. */
    public enum Kind {
        TEXT,
        NAME,
        SECRET,
        BOOL,
        PATH,
        WORKSPACE,
        INT,
        FLOAT,
        CHOICE,
        /** Text with slots: those of the choices and no others, those with {@code !} for sure. */
        PROMPT
    }

    private static final Pattern SYNTAX =
            Pattern.compile(
                    "(?<kind>[a-z]+)(\\((?<choices>[^)]*)\\))?(>=(?<min>[0-9.]+))?"
                            + "(?<none>\\?(?<as>[0-9]*))?");
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "t", "on");
    private static final Set<String> FALSE = Set.of("false", "0", "no", "f", "off", "n");
    // The rule of lightrag.api.WorkspaceId; this room imports no other.
    private static final Pattern WORKSPACE_NAME =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

    private static final Pattern SLOT = Pattern.compile("\\{([a-z][a-z_]*)}");
    private static final String REQUIRED = "!";

    public ValueType {
        choices = List.copyOf(choices);
    }

    /**
     * @throws IllegalArgumentException the text follows no known grammar
     */
    static ValueType parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no value type: " + text);
        }
        String choices = matcher.group("choices");
        String minimum = matcher.group("min");
        return new ValueType(
                Kind.valueOf(matcher.group("kind").toUpperCase(Locale.ROOT)),
                choices == null ? List.of() : List.of(choices.split(",")),
                minimum == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Double.parseDouble(minimum)),
                matcher.group("none") == null
                        ? Optional.empty()
                        : Optional.of(matcher.group("as")));
    }

    /** Whether values must never be shown. */
    boolean secret() {
        return kind == Kind.SECRET;
    }

    /** What a raw text means. */
    Reading read(String raw) {
        String text = raw.strip();
        if (text.isEmpty()) {
            return kind == Kind.TEXT ? new Reading.Value("") : new Reading.NotGiven();
        }
        if (none.isPresent() && text.equalsIgnoreCase("None")) {
            return none.get().isEmpty() ? new Reading.Unset() : new Reading.Value(none.get());
        }
        return switch (kind) {
            case TEXT, SECRET -> new Reading.Value(raw);
            case NAME, PATH -> new Reading.Value(text);
            case BOOL -> bool(text);
            case WORKSPACE -> workspace(text);
            case INT -> integer(text);
            case FLOAT -> decimal(text);
            case CHOICE -> choice(text);
            case PROMPT -> prompt(raw);
        };
    }

    private static Reading bool(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (TRUE.contains(lower)) {
            return new Reading.Value("true");
        }
        return FALSE.contains(lower)
                ? new Reading.Value("false")
                : new Reading.Doubtful("false", "is no yes or no and counts as no");
    }

    private static Reading workspace(String text) {
        return WORKSPACE_NAME.matcher(text).matches()
                ? new Reading.Value(text)
                : new Reading.Refused(
                        "needs 1 to 64 characters of A-Z a-z 0-9 _ . - and no leading dot or dash;"
                                + " it is never rewritten, since two names could become one");
    }

    private Reading integer(String text) {
        try {
            long value = Long.parseLong(text);
            return bounded(value, Long.toString(value));
        } catch (NumberFormatException e) {
            return new Reading.Unusable("is no whole number");
        }
    }

    private Reading decimal(String text) {
        try {
            double value = Double.parseDouble(text);
            // Double.parseDouble reads "1d" as a number, other readers of the same file do not.
            if (!Double.isFinite(value) || text.matches(".*[dDfF]")) {
                return new Reading.Unusable("is no finite number");
            }
            return bounded(value, text);
        } catch (NumberFormatException e) {
            return new Reading.Unusable("is no number");
        }
    }

    private Reading bounded(double value, String text) {
        if (minimum.isPresent() && value < minimum.getAsDouble()) {
            return new Reading.Unusable("is below the least value " + least());
        }
        return new Reading.Value(text);
    }

    private String least() {
        return BigDecimal.valueOf(minimum.orElse(0)).stripTrailingZeros().toPlainString();
    }

    private Reading choice(String text) {
        return choices.stream()
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .<Reading>map(Reading.Value::new)
                .orElseGet(() -> new Reading.Unusable("is none of " + String.join(", ", choices)));
    }

    private Reading prompt(String text) {
        Set<String> used =
                SLOT.matcher(text)
                        .results()
                        .map(slot -> slot.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        for (String choice : choices) {
            String slot = choice.replace(REQUIRED, "");
            if (!used.remove(slot) && choice.endsWith(REQUIRED)) {
                return new Reading.Unusable("lacks the placeholder {" + slot + "}");
            }
        }
        return used.isEmpty()
                ? new Reading.Value(text)
                : new Reading.Unusable(
                        "has unknown placeholders: {" + String.join("}, {", used) + "}");
    }

    /** A value in a message, unless it is secret or long. */
    String shown(String text) {
        boolean hidden = secret() || kind == Kind.PROMPT;
        return hidden ? "the value" : "\"" + text + "\"";
    }

    /** The outcome of reading a text. */
    sealed interface Reading {

        /** Usable; the canonical text. */
        record Value(String text) implements Reading {}

        /** Usable, but hardly what was meant. */
        record Doubtful(String text, String why) implements Reading {}

        /** Counts as not given: the default applies. */
        record NotGiven() implements Reading {}

        /** Explicitly nothing: not even the default applies. */
        record Unset() implements Reading {}

        /** Not of this type: the default applies and the operator is told. */
        record Unusable(String why) implements Reading {}

        /** Not of this type, and a default in its place would do harm. */
        record Refused(String why) implements Reading {}
    }
}
