package lightrag.engine.routing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightrag.api.InvalidInputException;

/**
 * The hint that a file's name carries before its suffix, as {@code report.[legacy-R].txt}.
 *
 * @param bareName the name without a hint that means something
 */
public record FileHint(String bareName, Directives directives) {

    private static final Pattern HINT = Pattern.compile("\\.\\[([^\\]]*)\\](\\.[^.]+)$");

    /** The hint in a base name; one that means nothing is part of the name. */
    public static FileHint of(String baseName) {
        Matcher hint = HINT.matcher(baseName);
        if (hint.find()) {
            DirectiveReader.Reading reading = DirectiveReader.read(hint.group(1));
            if (reading.problems().isEmpty()) {
                return new FileHint(
                        baseName.substring(0, hint.start()) + hint.group(2), reading.directives());
            }
        }
        return new FileHint(baseName, Directives.NONE);
    }

    /**
     * As {@link #of}, for a file that is to be read.
     *
     * @throws InvalidInputException the hint means nothing, or nothing here can follow it
     */
    public static FileHint required(String baseName) {
        Matcher hint = HINT.matcher(baseName);
        if (hint.find()) {
            DirectiveReader.Reading reading = DirectiveReader.read(hint.group(1));
            List<String> problems = reading.problems();
            Optional<String> problem =
                    problems.isEmpty()
                            ? unusable(reading.directives().engine(), hint.group(2))
                            : Optional.of(String.join(", and it ", problems));
            if (problem.isPresent()) {
                throw new InvalidInputException(
                        "file",
                        "The hint '" + hint.group() + "' " + problem.get() + ". Rename the file.");
            }
        }
        return of(baseName);
    }

    private static Optional<String> unusable(String engine, String suffix) {
        Optional<ParserEngine> named = ParserEngine.named(engine);
        if (named.filter(ParserEngine::isService).isPresent()) {
            return Optional.of("asks for " + engine + ", a service that is not installed here");
        }
        return named.filter(known -> !known.reads(suffix.toLowerCase(Locale.ROOT)))
                .map(known -> "asks for " + engine + ", which does not read " + suffix);
    }
}
