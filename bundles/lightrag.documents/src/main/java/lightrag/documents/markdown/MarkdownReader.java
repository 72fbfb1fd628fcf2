package lightrag.documents.markdown;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lightrag.documents.text.HeadingLines;
import lightrag.documents.text.PythonJson;
import lightrag.documents.text.PythonText;
import lightrag.spi.text.ParsedDocument;
import lightrag.spi.text.ParsedDocument.Block;
import lightrag.spi.text.ParsedDocument.Item;
import lightrag.spi.text.ParsedDocument.Kind;

/**
 * Reads Markdown line by line into blocks, one for each heading (rule NW-4). It knows headings with
 * hashes, fences, tables with bars or in HTML, formulas and pictures; all else is text as written.
 * One reader reads one text.
 */
final class MarkdownReader {

    private static final String BEFORE_HEADINGS = "Preface/Uncategorized";
    private static final int LEVEL_MAX = 6;
    private static final Pattern CLOSING_HASHES =
            Pattern.compile("\\s+#+\\s*$", Pattern.UNICODE_CHARACTER_CLASS);

    /** A tag takes no such character, and none can be stored. */
    private static final Pattern UNSTORABLE =
            Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F\\uFFFE\\uFFFF]");

    private final String documentId;
    private final List<String> lines;
    private final Pictures pictures;
    private final Tags tags;

    private final Deque<Heading> path = new ArrayDeque<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Item> tables = new ArrayList<>();
    private final List<Item> formulas = new ArrayList<>();

    private Section section = new Section(new Heading(0, BEFORE_HEADINGS), List.of());
    private int sections;
    private Optional<Fence> fence = Optional.empty();

    private record Heading(int level, String text) {}

    private record Fence(char mark, int length) {}

    /** A table or formula whose block has no id yet. */
    private record Found(Kind kind, String id, String format, String content, String header) {}

    private static final class Section {
        private final Heading heading;
        private final List<String> parents;
        private final List<String> lines = new ArrayList<>();
        private final List<Found> items = new ArrayList<>();

        Section(Heading heading, List<String> parents) {
            this.heading = heading;
            this.parents = parents;
        }
    }

    private MarkdownReader(String documentId, String text, Pictures pictures) {
        this.documentId = documentId;
        this.lines = PythonText.lines(text);
        this.pictures = pictures;
        this.tags = new Tags(documentId);
    }

    /** Blocks, tables and formulas, and the text that the blocks make together. */
    static ParsedDocument read(String documentId, String text, Pictures pictures) {
        return new MarkdownReader(documentId, text, pictures).read();
    }

    private ParsedDocument read() {
        int at = 0;
        while (at < lines.size()) {
            at += take(at);
        }
        close();
        List<Item> items = new ArrayList<>(tables);
        items.addAll(formulas);
        String text =
                String.join(ParsedDocument.SEPARATOR, blocks.stream().map(Block::content).toList());
        return new ParsedDocument(text, blocks, items);
    }

    /** Takes what begins with a line; returns how many lines that were. */
    private int take(int at) {
        String line = lines.get(at);
        String bare = PythonText.strip(line);
        if (insideFence(bare)) {
            section.lines.add(line);
            return 1;
        }
        if (heading(line)) {
            return 1;
        }
        Optional<Formula> formula = Formula.at(lines, at);
        if (formula.isPresent()) {
            add(formula.get());
            return formula.get().lines();
        }
        int htmlLines = HtmlTable.begins(bare) ? linesOfHtmlTable(at) : 0;
        if (htmlLines > 0) {
            add(HtmlTable.of(String.join("\n", lines.subList(at, at + htmlLines))));
            return htmlLines;
        }
        if (PipeTable.begins(lines, at)) {
            PipeTable table = PipeTable.at(lines, at);
            add(table);
            return table.lines();
        }
        section.lines.add(InlinePictures.replace(line, this::picture));
        return 1;
    }

    /** Whether the line opens a fence, stands in one or closes it. */
    private boolean insideFence(String bare) {
        Optional<Fence> marks = fenceMarks(bare);
        if (fence.isEmpty()) {
            fence = marks;
            return marks.isPresent();
        }
        Fence open = fence.get();
        boolean closes =
                marks.filter(m -> m.mark() == open.mark() && m.length() >= open.length())
                        .filter(m -> m.length() == bare.length())
                        .isPresent();
        if (closes) {
            fence = Optional.empty();
        }
        return true;
    }

    private static Optional<Fence> fenceMarks(String bare) {
        char mark = bare.isEmpty() ? ' ' : bare.charAt(0);
        int length = 0;
        while (length < bare.length() && bare.charAt(length) == mark) {
            length++;
        }
        return (mark == '`' || mark == '~') && length >= 3
                ? Optional.of(new Fence(mark, length))
                : Optional.empty();
    }

    private boolean heading(String line) {
        int level = 0;
        while (level < line.length() && line.charAt(level) == '#') {
            level++;
        }
        boolean isHeading =
                level > 0
                        && level <= LEVEL_MAX
                        && level < line.length()
                        && PythonText.isSpace(line.charAt(level));
        if (isHeading) {
            open(level, PythonText.strip(line.substring(level)));
        }
        return isHeading;
    }

    private void open(int level, String written) {
        Heading heading =
                new Heading(
                        level, PythonText.strip(CLOSING_HASHES.matcher(written).replaceFirst("")));
        while (!path.isEmpty() && path.getLast().level() >= level) {
            path.removeLast();
        }
        List<String> parents =
                path.stream().map(Heading::text).filter(text -> !text.isEmpty()).toList();
        path.addLast(heading);
        close();
        section = new Section(heading, parents);
        section.lines.add(HeadingLines.is(written) ? written : "#".repeat(level) + " " + written);
    }

    private int linesOfHtmlTable(int start) {
        for (int end = start; end < lines.size(); end++) {
            if (HtmlTable.ends(lines.get(end))) {
                return end - start + 1;
            }
        }
        return 0;
    }

    private void add(Formula formula) {
        String id = tags.nextId("eq");
        section.lines.add(Tags.equation(id, formula.latex()));
        section.items.add(
                new Found(Kind.EQUATION, id, "latex", withoutDollars(formula.latex()), ""));
    }

    private void add(HtmlTable table) {
        String id = tags.nextId("tb");
        section.lines.add(Tags.table(id, "html", table.body()));
        section.items.add(new Found(Kind.TABLE, id, "html", table.html(), table.head().orElse("")));
    }

    private void add(PipeTable table) {
        String id = tags.nextId("tb");
        String rows = PythonJson.write(PythonJson.value(table.rows()));
        String head = PythonJson.write(PythonJson.value(List.of(table.head())));
        section.lines.add(Tags.table(id, "json", rows));
        section.items.add(new Found(Kind.TABLE, id, "json", rows, head));
    }

    private String picture(String source) {
        return pictures.of(source)
                .map(picture -> Tags.drawing(tags.nextId("im"), picture))
                .orElse("");
    }

    private static String withoutDollars(String latex) {
        int start = latex.startsWith("$$") ? 2 : latex.startsWith("$") ? 1 : 0;
        int end = latex.endsWith("$$") ? 2 : latex.endsWith("$") ? 1 : 0;
        return start > 0 && end > 0 && latex.length() > start + end
                ? PythonText.strip(latex.substring(start, latex.length() - end))
                : latex;
    }

    /** Ends the section; blank ones are dropped. */
    private void close() {
        String written = String.join("\n", section.lines);
        if (PythonText.strip(written).isEmpty()) {
            return;
        }
        int index = sections++;
        String content = PythonText.strip(storable(written));
        if (content.isEmpty()) {
            return;
        }
        Heading heading = section.heading;
        String id = Digests.md5(documentId + ":" + index + ":" + heading.text() + ":" + content);
        blocks.add(
                new Block(
                        id,
                        heading.level(),
                        storable(heading.text()),
                        section.parents.stream().map(MarkdownReader::storable).toList(),
                        content));
        section.items.forEach(found -> keep(found, id));
    }

    private void keep(Found found, String blockId) {
        Item item =
                new Item(
                        found.kind(),
                        found.id(),
                        blockId,
                        found.format(),
                        storable(found.content()),
                        Optional.of(found.header())
                                .filter(header -> !header.isEmpty())
                                .map(MarkdownReader::storable));
        (found.kind() == Kind.TABLE ? tables : formulas).add(item);
    }

    private static String storable(String text) {
        return UNSTORABLE.matcher(text).replaceAll("");
    }
}
