package lightrag.engine.text;

import java.util.regex.Pattern;

/** Cleaning of documents, prompts, names and descriptions (rules LC-20 and EX-50 to EX-52). */
public final class TextCleaner {

    private static final String CJK = "[\\u4e00-\\u9fa5]";
    private static final String LATIN = "[a-zA-Z0-9\\(\\)\\[\\]@#$%!&\\*\\-=+_]";
    private static final String SPACE =
            "[\\s\\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";

    private static final Pattern TAGS =
            Pattern.compile(
                    "</p\\s*>|<p\\s*>|<p/>|</br\\s*>|<br\\s*>|<br/>", Pattern.CASE_INSENSITIVE);
    private static final Pattern CJK_GAP =
            Pattern.compile("(?<=" + CJK + ")" + SPACE + "(?=" + CJK + ")");
    private static final Pattern CJK_LATIN_GAP =
            Pattern.compile("(?<=" + CJK + ")" + SPACE + "(?=" + LATIN + ")");
    private static final Pattern LATIN_CJK_GAP =
            Pattern.compile("(?<=" + LATIN + ")" + SPACE + "(?=" + CJK + ")");
    private static final Pattern QUOTES_AT_CJK =
            Pattern.compile("['\"]+(?=" + CJK + ")|(?<=" + CJK + ")['\"]+");
    private static final Pattern NARROW_SPACE = Pattern.compile("(?<=[^\\p{Nd}])\u202F");
    private static final String[] QUOTE_PAIRS = {"\"\"", "''", "“”", "‘’", "《》"};

    /** Names are cut to this many code points, then bytes (rule EX-39). */
    private static final int NAME_CODE_POINTS_MAX = 256;

    private static final int NAME_BYTES_MAX = 512;

    private TextCleaner() {}

    /**
     * Rule LC-20: trimmed, character references resolved, without characters that can't be stored.
     */
    public static String sanitize(String text) {
        String trimmed = PythonText.strip(text);
        if (trimmed.isEmpty()) {
            return trimmed;
        }
        return PythonText.strip(deleteUnstorable(HtmlEntities.unescape(trimmed)));
    }

    /** Only the deletions of rule LC-20: what a parsed file goes through. */
    public static String deleteUnstorable(String text) {
        int first = firstUnstorable(text);
        if (first < 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            if (isStorable(text, i)) {
                kept.append(text.charAt(i));
            }
        }
        return kept.toString();
    }

    private static int firstUnstorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isStorable(text, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isStorable(String text, int index) {
        char c = text.charAt(index);
        if (c < 0x7F) {
            return c >= ' ' || c == '\t' || c == '\n' || c == '\r';
        }
        if (Character.isHighSurrogate(c)) {
            return index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
        }
        return c != 0x7F && c != 0xFFFE && c != 0xFFFF;
    }

    /**
     * Name of an entity: normalised, without inner quotes, cut to its longest; empty when nothing
     * usable is left.
     */
    public static String name(String text) {
        return cutName(normalize(text, true));
    }

    /** A type or keywords: as a name, but not cut. */
    public static String attribute(String text) {
        return normalize(text, true);
    }

    /** A description: normalised, with its inner quotes. */
    public static String description(String text) {
        return normalize(text, false);
    }

    private static String normalize(String text, boolean withoutInnerQuotes) {
        String clean = sanitize(text);
        if (clean.isEmpty()) {
            return clean;
        }
        String plain = clean.indexOf('<') < 0 ? clean : TAGS.matcher(clean).replaceAll("");
        if (!isAscii(plain)) {
            plain = halfWidth(plain);
            plain = hasCjk(plain) ? closeGaps(plain) : plain;
        }
        String unwrapped = unwrap(plain);
        String bare =
                PythonText.strip(withoutInnerQuotes ? withoutInnerQuotes(unwrapped) : unwrapped);
        return isMereNumber(bare) ? "" : bare;
    }

    private static String closeGaps(String text) {
        String closed = CJK_GAP.matcher(text).replaceAll("");
        closed = CJK_LATIN_GAP.matcher(closed).replaceAll("");
        return LATIN_CJK_GAP.matcher(closed).replaceAll("");
    }

    private static boolean hasCjk(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '\u4e00' && c <= '\u9fa5') {
                return true;
            }
        }
        return false;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7E) {
                return false;
            }
        }
        return true;
    }

    private static String halfWidth(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            out.append(halfWidth(text.charAt(i)));
        }
        return out.toString();
    }

    /** Full-width letters, digits and some signs stand at one distance from their ASCII forms. */
    private static char halfWidth(char c) {
        boolean alphanumeric =
                (c >= 'Ａ' && c <= 'Ｚ') || (c >= 'ａ' && c <= 'ｚ') || (c >= '０' && c <= '９');
        return switch (c) {
            case '－', '＋', '／', '＊', '（', '）' -> (char) (c - 0xFEE0);
            case '—' -> '-';
            case '\u3000' -> ' ';
            default -> alphanumeric ? (char) (c - 0xFEE0) : c;
        };
    }

    private static String unwrap(String text) {
        if (text.length() < 2) {
            return text;
        }
        String inner = text;
        for (String pair : QUOTE_PAIRS) {
            inner = unwrap(inner, pair.charAt(0), pair.charAt(1));
        }
        return inner;
    }

    private static String unwrap(String text, char open, char close) {
        if (text.isEmpty() || text.charAt(0) != open || text.charAt(text.length() - 1) != close) {
            return text;
        }
        String inner = text.length() < 2 ? "" : text.substring(1, text.length() - 1);
        return inner.indexOf(open) < 0 && inner.indexOf(close) < 0 ? inner : text;
    }

    private static String withoutInnerQuotes(String text) {
        if (isAscii(text)) {
            return text;
        }
        String bare = text.replace("“", "").replace("”", "").replace("‘", "").replace("’", "");
        bare = hasCjk(bare) ? QUOTES_AT_CJK.matcher(bare).replaceAll("") : bare;
        return NARROW_SPACE.matcher(bare.replace('\u00A0', ' ')).replaceAll(" ");
    }

    /** Up to two digits, or up to five characters of digits and dots, name nothing. */
    private static boolean isMereNumber(String text) {
        int length = text.codePointCount(0, text.length());
        if (length < 3 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return true;
        }
        return length < 6
                && text.indexOf('.') >= 0
                && text.codePoints().allMatch(point -> point == '.' || Character.isDigit(point));
    }

    private static String cutName(String name) {
        if (name.length() <= NAME_BYTES_MAX / 3) {
            return name;
        }
        int end =
                name.offsetByCodePoints(
                        0, Math.min(NAME_CODE_POINTS_MAX, name.codePointCount(0, name.length())));
        int bytes = 0;
        int at = 0;
        while (at < end) {
            int point = name.codePointAt(at);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > NAME_BYTES_MAX) {
                return name.substring(0, at);
            }
            at += Character.charCount(point);
        }
        return name.substring(0, end);
    }
}
