package lightrag.engine.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML character references, resolved as the HTML standard (and Python's {@code html.unescape})
 * does.
 */
final class HtmlEntities {

    private static final Pattern REFERENCE =
            Pattern.compile("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\\t\\n\\f <&#;]{1,32};?)");
    private static final int LONGEST_DIGITS = 8;

    /** What the standard makes of the references 128 to 159: the characters of Windows-1252. */
    private static final String WINDOWS_1252 =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
                    + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private HtmlEntities() {}

    static String unescape(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(resolve(match)));
    }

    private static String resolve(MatchResult match) {
        String reference = match.group(1);
        return reference.charAt(0) == '#' ? numeric(reference) : named(reference);
    }

    private static String numeric(String reference) {
        String digits =
                reference.endsWith(";")
                        ? reference.substring(1, reference.length() - 1)
                        : reference.substring(1);
        boolean hex = digits.charAt(0) == 'x' || digits.charAt(0) == 'X';
        String significant = (hex ? digits.substring(1) : digits).replaceFirst("^0+(?=.)", "");
        if (significant.length() > LONGEST_DIGITS) {
            return "\uFFFD";
        }
        long point = Long.parseLong(significant, hex ? 16 : 10);
        if (point == 0
                || point > Character.MAX_CODE_POINT
                || (point >= 0xD800 && point <= 0xDFFF)) {
            return "\uFFFD";
        }
        if (point >= 0x80 && point <= 0x9F) {
            return String.valueOf(WINDOWS_1252.charAt((int) point - 0x80));
        }
        return isInvalid((int) point) ? "" : Character.toString((int) point);
    }

    private static boolean isInvalid(int point) {
        boolean control = (point < 0x20 && "\t\n\f\r".indexOf(point) < 0) || point == 0x7F;
        boolean noncharacter = (point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFE) == 0xFFFE;
        return control || noncharacter;
    }

    /** The longest known name wins; some names may stand without a semicolon. */
    private static String named(String reference) {
        Map<String, String> names = Names.BY_NAME;
        for (int end = reference.length(); end > 1; end--) {
            String value = names.get(reference.substring(0, end));
            if (value != null) {
                return value + reference.substring(end);
            }
        }
        return "&" + reference;
    }

    /** Read when the first ampersand is met. */
    private static final class Names {
        static final Map<String, String> BY_NAME = read();

        private static Map<String, String> read() {
            try (InputStream in = HtmlEntities.class.getResourceAsStream("html5-entities.txt");
                    BufferedReader lines =
                            new BufferedReader(
                                    new InputStreamReader(
                                            Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
                Map<String, String> names = new HashMap<>(4096);
                lines.lines()
                        .map(line -> line.split("\t"))
                        .forEach(row -> names.put(row[0], points(row[1])));
                return Map.copyOf(names);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String points(String hex) {
            StringBuilder text = new StringBuilder();
            for (String point : hex.split(" ")) {
                text.appendCodePoint(Integer.parseInt(point, 16));
            }
            return text.toString();
        }
    }
}
