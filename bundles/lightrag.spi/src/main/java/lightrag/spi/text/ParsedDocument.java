package lightrag.spi.text;

import java.util.List;
import java.util.Optional;

/**
 * A file as its parser understood it.
 *
 * @param text all of it; where there are blocks, their contents joined by blank lines
 * @param blocks its sections in order; empty where the parser knows no structure
 * @param items tables and formulas within the blocks, tables first
 */
public record ParsedDocument(String text, List<Block> blocks, List<Item> items) {

    /** Stands between the contents of two blocks. */
    public static final String SEPARATOR = "\n\n";

    public ParsedDocument {
        blocks = List.copyOf(blocks);
        items = List.copyOf(items);
    }

    /** A text without known structure. */
    public static ParsedDocument ofText(String text) {
        return new ParsedDocument(text, List.of(), List.of());
    }

    /**
     * A heading with the text below it, up to the next heading.
     *
     * @param id unique within a workspace, the same for the same text
     * @param level of the heading, 1 the outermost; 0 for text before the first heading
     * @param parents headings around it, outermost first
     * @param content the heading's line and its text; tables, formulas and pictures as tags
     */
    public record Block(
            String id, int level, String heading, List<String> parents, String content) {
        public Block {
            parents = List.copyOf(parents);
        }
    }

    /** What an {@link Item} is. */
    public enum Kind {
        TABLE,
        EQUATION
    }

    /**
     * Something within a block that is no prose.
     *
     * @param id as in its tag
     * @param blockId of the block it stands in
     * @param format {@code json}, {@code html} or {@code latex}
     * @param content in this format
     * @param header rows that belong above every part of a table, in the table's format
     */
    public record Item(
            Kind kind,
            String id,
            String blockId,
            String format,
            String content,
            Optional<String> header) {}
}
