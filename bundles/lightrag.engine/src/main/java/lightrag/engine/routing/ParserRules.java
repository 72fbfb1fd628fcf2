package lightrag.engine.routing;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import lightrag.api.InvalidInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's rules, as {@code md:native-P;*:legacy-R(chunk_ts=800)}: the first whose pattern
 * matches a file's suffix counts. Immutable.
 */
public final class ParserRules {

    public static final ParserRules NONE = new ParserRules(List.of());

    private static final Logger LOG = LoggerFactory.getLogger(ParserRules.class);
    private static final String SETTING = "lightrag.parser";

    private final List<Rule> rules;

    private record Rule(PathMatcher suffixes, Directives directives) {}

    private ParserRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * @throws InvalidInputException a rule means nothing; one for a service that is not installed
     *     is left out with a warning instead
     */
    public static ParserRules of(String text) {
        List<Rule> rules = new ArrayList<>();
        for (String item : items(text)) {
            rule(item.strip()).ifPresent(rules::add);
        }
        return new ParserRules(rules);
    }

    /** Rules are separated by semicolons or commas outside of parentheses. */
    private static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth = c == '(' ? depth + 1 : c == ')' ? Math.max(0, depth - 1) : depth;
            if (depth == 0 && (c == ';' || c == ',')) {
                items.add(text.substring(start, i));
                start = i + 1;
            }
        }
        items.add(text.substring(start));
        return items.stream().filter(item -> !item.isBlank()).toList();
    }

    private static Optional<Rule> rule(String item) {
        int colon = item.indexOf(':');
        String pattern = colon < 0 ? "" : item.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        if (pattern.isEmpty() || pattern.contains(".")) {
            throw broken(item, "is written as suffix:engine, the suffix without its dot");
        }
        DirectiveReader.Reading reading = DirectiveReader.read(item.substring(colon + 1));
        if (!reading.problems().isEmpty()) {
            throw broken(item, String.join(", and it ", reading.problems()));
        }
        Directives directives = reading.directives();
        if (directives.engine().isEmpty()) {
            throw broken(item, "names no engine");
        }
        if (ParserEngine.named(directives.engine()).filter(ParserEngine::isService).isPresent()) {
            LOG.warn("The rule {} is for a service that is not installed here: ignored", item);
            return Optional.empty();
        }
        return Optional.of(new Rule(matcher(item, pattern), directives));
    }

    private static PathMatcher matcher(String item, String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw broken(item, "has a pattern that can't be read");
        }
    }

    private static InvalidInputException broken(String item, String problem) {
        return new InvalidInputException(
                SETTING, "The rule '" + item + "' of LIGHTRAG_PARSER " + problem + ".");
    }

    /**
     * What the rules say about a file.
     *
     * @param suffix with dot, lower case; empty when there is none
     */
    public Directives forSuffix(String suffix) {
        Path bare = Path.of(suffix.isEmpty() ? "" : suffix.substring(1));
        return rules.stream()
                .filter(rule -> rule.suffixes().matches(bare))
                .map(Rule::directives)
                .filter(directives -> reads(directives.engine(), suffix))
                .findFirst()
                .orElse(Directives.NONE);
    }

    private static boolean reads(String engine, String suffix) {
        return ParserEngine.named(engine).filter(known -> known.reads(suffix)).isPresent();
    }
}
