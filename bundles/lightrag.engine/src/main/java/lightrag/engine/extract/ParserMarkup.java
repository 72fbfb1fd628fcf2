package lightrag.engine.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes parsers' own marks out of a text before a model reads it (rule EX-9). */
public final class ParserMarkup {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    private static final Pattern CITE = Pattern.compile("<cite\\b[^>]*>(.*?)</cite>", FLAGS);
    private static final Pattern DRAWING = Pattern.compile("<drawing\\b([^>]*)/>", FLAGS);
    private static final Pattern CONTAINER =
            Pattern.compile("<(table|equation)\\b([^>]*)>(.*?)</\\1>", FLAGS);

    private ParserMarkup() {}

    public static String strip(String text) {
        if (text.indexOf('<') < 0) {
            return text;
        }
        String bare = CITE.matcher(text).replaceAll(match -> quoted(match.group(1)));
        bare = DRAWING.matcher(bare).replaceAll(match -> quoted(drawing(match.group(1))));
        return CONTAINER.matcher(bare).replaceAll(match -> quoted(container(match)));
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }

    private static String drawing(String attributes) {
        return attribute(attributes, "caption")
                .map(caption -> "<drawing" + caption + " />")
                .orElse("");
    }

    private static String container(MatchResult match) {
        List<String> kept = new ArrayList<>();
        attribute(match.group(2), "format").ifPresent(kept::add);
        attribute(match.group(2), "caption").ifPresent(kept::add);
        String tag = match.group(1).toLowerCase(Locale.ROOT);
        return "<" + tag + String.join("", kept) + ">" + match.group(3) + "</" + tag + ">";
    }

    private static Optional<String> attribute(String attributes, String name) {
        Matcher matcher =
                Pattern.compile("\\b" + name + "\\s*=\\s*\"([^\"]*)\"").matcher(attributes);
        return matcher.find() && !matcher.group(1).isBlank()
                ? Optional.of(" " + name + "=\"" + matcher.group(1) + "\"")
                : Optional.empty();
    }
}
