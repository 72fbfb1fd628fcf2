package lightrag.webui.brand;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A language in the hyphen form of BCP 47, for instance {@code zh-Hant-TW}, in its usual case.
 *
 * @param value language in lower case, script in title case, region in upper case
 */
public record LanguageTag(String value) {

    private static final int LENGTH_MAX = 35;

    /** Languages have at most three extension languages before their script. */
    private static final int EXTENSIONS_MAX = 3;

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}");
    private static final Pattern SUBTAG = Pattern.compile("[A-Za-z0-9]{1,8}");
    private static final Pattern SCRIPT = Pattern.compile("[A-Za-z]{4}");
    private static final Pattern REGION = Pattern.compile("[A-Za-z]{2}|[0-9]{3}");
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z]{3}");

    /** Scripts and languages written from right to left, from Unicode's CLDR. */
    private static final Set<String> RIGHT_TO_LEFT = rightToLeft();

    /**
     * Reads a tag as people write it.
     *
     * @throws BrandException it is no tag
     */
    public static LanguageTag of(String written) throws BrandException {
        String text = written.strip();
        String[] subtags = text.split("-", -1);
        if (text.length() > LENGTH_MAX || !LANGUAGE.matcher(subtags[0]).matches()) {
            throw new BrandException("'" + text + "' is no language tag such as en or zh-TW");
        }
        List<String> parts = new ArrayList<>();
        parts.add(subtags[0].toLowerCase(Locale.ROOT));
        for (String subtag : List.of(subtags).subList(1, subtags.length)) {
            if (!SUBTAG.matcher(subtag).matches()) {
                throw new BrandException(
                        "'" + subtag + "' can't be a part of the language tag '" + text + "'");
            }
            parts.add(inUsualCase(subtag));
        }
        return new LanguageTag(String.join("-", parts));
    }

    private static String inUsualCase(String subtag) {
        if (SCRIPT.matcher(subtag).matches()) {
            return subtag.substring(0, 1).toUpperCase(Locale.ROOT)
                    + subtag.substring(1).toLowerCase(Locale.ROOT);
        }
        return REGION.matcher(subtag).matches()
                ? subtag.toUpperCase(Locale.ROOT)
                : subtag.toLowerCase(Locale.ROOT);
    }

    /** {@code rtl} or {@code ltr}: a script decides; without one the language's usual script. */
    String direction() {
        String[] subtags = value.split("-");
        int at = 1;
        while (at < subtags.length
                && at <= EXTENSIONS_MAX
                && EXTENSION.matcher(subtags[at]).matches()) {
            at++;
        }
        boolean scripted = at < subtags.length && SCRIPT.matcher(subtags[at]).matches();
        String decisive = scripted ? subtags[at] : subtags[0];
        return RIGHT_TO_LEFT.contains(decisive.toLowerCase(Locale.ROOT)) ? "rtl" : "ltr";
    }

    private static Set<String> rightToLeft() {
        try (InputStream in = LanguageTag.class.getResourceAsStream("right-to-left.txt")) {
            if (in == null) {
                throw new IllegalStateException("this bundle lacks right-to-left.txt");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Set.of(text.replaceAll("(?m)^#.*$", "").strip().split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
