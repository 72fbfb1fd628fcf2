package lightrag.engine.describe;

import java.util.regex.Pattern;
import lightrag.engine.extract.ParserMarkup;
import lightrag.engine.text.PythonText;
import lightrag.spi.text.ParsedDocument.Block;
import lightrag.spi.text.ParsedDocument.Item;
import lightrag.spi.text.ParsedDocument.Kind;
import lightrag.spi.text.Tokenizer;

/**
 * The text of a block before and behind one of its items, without the marks of parsers. Other
 * tables are left out around a table, lest they be taken for it.
 */
record Surroundings(String leading, String trailing) {

    private static final Pattern TABLE =
            Pattern.compile("<table\\b[^>]*>.*?</table>", Pattern.DOTALL);

    /** What is said where there is no text. */
    private static final String NONE = "n/a";

    static Surroundings of(Item item, Block block) {
        String content = block.content();
        int id = content.indexOf("id=\"" + item.id() + "\"");
        String closing = item.kind() == Kind.TABLE ? "</table>" : "</equation>";
        int close = id < 0 ? -1 : content.indexOf(closing, id);
        if (close < 0) {
            return new Surroundings("", "");
        }
        return new Surroundings(
                plain(content.substring(0, content.lastIndexOf('<', id)), item.kind()),
                plain(content.substring(close + closing.length()), item.kind()));
    }

    private static String plain(String text, Kind kind) {
        String others = kind == Kind.TABLE ? TABLE.matcher(text).replaceAll("") : text;
        return PythonText.strip(ParserMarkup.strip(others));
    }

    /** The end of what stands before, whole lines where possible. */
    String leading(int tokens, Tokenizer tokenizer) {
        int[] all = tokenizer.encode(leading);
        if (all.length <= tokens) {
            return orNone(leading);
        }
        String end = tokenizer.decode(all, all.length - tokens, all.length);
        int line = end.indexOf('\n');
        return orNone(line < 0 ? end : end.substring(line + 1));
    }

    /** The start of what stands behind, whole lines where possible. */
    String trailing(int tokens, Tokenizer tokenizer) {
        int[] all = tokenizer.encode(trailing);
        if (all.length <= tokens) {
            return orNone(trailing);
        }
        String start = tokenizer.decode(all, 0, tokens);
        int line = start.lastIndexOf('\n');
        return orNone(line < 0 ? start : start.substring(0, line));
    }

    private static String orNone(String text) {
        String bare = PythonText.strip(text);
        return bare.isEmpty() ? NONE : bare;
    }
}
