package lightrag.engine.pipeline;

import java.util.Set;
import lightrag.api.InvalidInputException;
import lightrag.engine.routing.Directives;
import lightrag.engine.routing.FileHint;
import lightrag.engine.text.PythonText;

/**
 * The name of a document's source (rules DM-23 and NW-2).
 *
 * @param canonical base name without a parser hint; {@code unknown_source} when there is none
 * @param hint what a hint in the name asks for
 */
public record DocumentName(String canonical, Directives hint) {

    static final String UNKNOWN = "unknown_source";

    private static final Set<String> PLACEHOLDERS = Set.of("", "no-file-path", UNKNOWN);

    /** The name in a path, whatever separators the client's system has. */
    static DocumentName of(String source) {
        String trimmed = PythonText.strip(source);
        FileHint file =
                FileHint.of(
                        trimmed.substring(
                                Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1));
        String canonical = PythonText.strip(file.bareName());
        return new DocumentName(
                PLACEHOLDERS.contains(canonical) ? UNKNOWN : canonical, file.directives());
    }

    /** The name under which everything of a source is filed. */
    public static String canonical(String source) {
        return of(source).canonical();
    }

    /**
     * @throws InvalidInputException the name is missing or has characters that no file has
     */
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
}
