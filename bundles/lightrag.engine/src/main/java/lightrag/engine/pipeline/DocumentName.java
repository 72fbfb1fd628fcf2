package lightrag.engine.pipeline;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightrag.api.InvalidInputException;
import lightrag.engine.text.PythonText;

/**
 * The name of a document's source (rules DM-23 and NW-2).
 *
 * @param canonical base name without a parser hint; {@code unknown_source} when there is none
 * @param options letters a hint gives, for instance {@code R}
 */
public record DocumentName(String canonical, String options) {

    static final String UNKNOWN = "unknown_source";

    private static final Set<String> PLACEHOLDERS = Set.of("", "no-file-path", UNKNOWN);
    private static final Set<String> ENGINES = Set.of("legacy", "native", "mineru", "docling");
    private static final Pattern HINT = Pattern.compile("\\.\\[([^\\]]*)\\](\\.[^.]+)$");
    private static final Pattern OPTIONS = Pattern.compile("[iteFRVPC!]+");
    private static final Pattern PARAMETERS = Pattern.compile("\\([^()]*\\)");

    /** The name in a path, whatever separators the client's system has. */
    static DocumentName of(String source) {
        String trimmed = PythonText.strip(source);
        String base =
                trimmed.substring(
                        Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1);
        Matcher hint = HINT.matcher(base);
        Optional<String> options = hint.find() ? options(hint.group(1)) : Optional.empty();
        String name = options.isPresent() ? base.substring(0, hint.start()) + hint.group(2) : base;
        String canonical = PythonText.strip(name);
        return new DocumentName(
                PLACEHOLDERS.contains(canonical) ? UNKNOWN : canonical, options.orElse(""));
    }

    /**
     * @throws InvalidInputException the name is missing or has characters that no file has
     */
    /** The name under which everything of a source is filed. */
    public static String canonical(String source) {
        return of(source).canonical();
    }

    static DocumentName required(String source) {
        DocumentName name = of(source);
        if (!name.isKnown()) {
            throw new InvalidInputException(
                    "file_source", "Name the source of each text, for instance report.txt.");
        }
        if (hasUnusableCharacters(source)) {
            throw new InvalidInputException(
                    "file_source",
                    "The name of a source must not contain control characters or broken characters.");
        }
        return name;
    }

    private static boolean isUnusable(int point) {
        boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return point < ' ' || point == 0x7F || surrogate || point == 0xFFFE || point == 0xFFFF;
    }

    /** Whether a name has characters that no stored name may have. */
    static boolean hasUnusableCharacters(String name) {
        return name.codePoints().anyMatch(DocumentName::isUnusable);
    }

    boolean isKnown() {
        return !canonical.equals(UNKNOWN);
    }

    /** Whether a file's name carries a hint that means nothing. */
    static boolean hasBrokenHint(String fileName) {
        Matcher hint = HINT.matcher(fileName);
        return hint.find() && options(hint.group(1)).isEmpty();
    }

    /**
     * The letters of a valid hint, which is {@code engine}, {@code engine-OPTIONS} or {@code
     * -OPTIONS}.
     */
    private static Optional<String> options(String inner) {
        String bare = PARAMETERS.matcher(inner.strip()).replaceAll("");
        int dash = bare.indexOf('-');
        String engine = (dash < 0 ? bare : bare.substring(0, dash)).strip();
        String options = dash < 0 ? "" : bare.substring(dash + 1).strip();
        boolean engineFits = engine.isEmpty() ? dash == 0 : ENGINES.contains(engine);
        boolean optionsFit = dash < 0 || OPTIONS.matcher(options).matches();
        return engineFits && optionsFit ? Optional.of(options) : Optional.empty();
    }
}
