package lightrag.documents.section;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lightrag.documents.chunk.RecursiveSplitter;
import lightrag.documents.section.TableRows.Html;
import lightrag.documents.section.TableRows.Json;
import lightrag.documents.text.PythonJson;
import lightrag.spi.text.Tokenizer;
import tools.jackson.databind.JsonNode;

/**
 * Cuts a table between its rows (rule CH-52c). Where that can't be done, because a row alone is too
 * long or nobody can tell what a row is, the table is cut as prose.
 */
record TableCutter(Tokenizer tokenizer, TableSizes sizes) {

    private static final double REST_SHARE = 0.3;

    /** Rows {@code [from, to)} of a table. */
    private record Range(int from, int to) {
        int count() {
            return to - from;
        }
    }

    /**
     * What has to be repeated above the parts.
     *
     * @param onFirst whether above the first part too
     * @param rows the head of a JSON table; empty for HTML, whose head is put in as it is
     */
    private record Head(String text, boolean onFirst, List<JsonNode> rows) {

        boolean goesOn(int part) {
            return !text.isEmpty() && (onFirst || part > 0);
        }
    }

    private static final Head NO_HEAD = new Head("", false, List.of());

    /** A table on its way into parts. */
    private record Cut(TableTag tag, TableRows rows, Head head, int headTokens) {}

    /**
     * Parts in order: tables again, or prose where there was no other way.
     *
     * @param header what the parser knows to be the table's head
     */
    List<String> parts(String table, Optional<String> header) {
        Optional<TableTag> tag = TableTag.of(table);
        Optional<TableRows> rows = tag.flatMap(TableRows::of);
        if (rows.isEmpty()) {
            return asProse(table);
        }
        return cut(tag.orElseThrow(), rows.get(), header)
                .flatMap(this::parts)
                .orElseGet(() -> asProse(table));
    }

    private List<String> asProse(String text) {
        return RecursiveSplitter.plain(tokenizer, sizes.max(), 0).texts(text);
    }

    private Optional<Cut> cut(TableTag tag, TableRows rows, Optional<String> header) {
        return Optional.of(
                switch (rows) {
                    case Html html -> {
                        String head = header.filter(TableRows::looksLikeHtml).orElse("");
                        yield new Cut(
                                tag, html, new Head(head, false, List.of()), tokenizer.count(head));
                    }
                    case Json json -> cut(tag, json, header.flatMap(PythonJson::array));
                });
    }

    /** A head that the rows begin with is taken off them, to stand above every part. */
    private Cut cut(TableTag tag, Json json, Optional<JsonNode> header) {
        List<JsonNode> head = new ArrayList<>();
        header.ifPresent(rows -> rows.forEach(head::add));
        String text = head.isEmpty() ? "" : PythonJson.write(header.orElseThrow());
        int tokens = tokenizer.count(text);
        return !head.isEmpty() && json.beginWith(head)
                ? new Cut(tag, json.from(head.size()), new Head(text, true, head), tokens)
                : new Cut(tag, json, NO_HEAD, tokens);
    }

    /** The parts; empty when a row is too long for them. */
    private Optional<List<String>> parts(Cut cut) {
        int frame = tokenizer.count(cut.tag().around("")) + cut.headTokens();
        TableSizes room = sizes.without(frame);
        Deque<Range> waiting =
                new ArrayDeque<>(split(cut.rows(), new Range(0, cut.rows().count()), room));
        List<String> parts = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Range range = waiting.removeFirst();
            String part = cut.tag().around(cut.rows().written(range.from(), range.to()));
            int tokens = tokenizer.count(part);
            boolean withHead = cut.head().goesOn(parts.size());
            int limit = withHead ? Math.max(sizes.max() - cut.headTokens(), 1) : sizes.max();
            if (tokens <= limit) {
                parts.add(part);
                continue;
            }
            List<Range> finer =
                    range.count() <= 1
                            ? List.of(range)
                            : split(cut.rows(), range, room.halved(tokens));
            if (finer.size() <= 1) {
                return Optional.empty();
            }
            finer.reversed().forEach(waiting::addFirst);
        }
        return Optional.of(withHeads(parts, cut));
    }

    private List<String> withHeads(List<String> parts, Cut cut) {
        List<String> whole = new ArrayList<>(parts.size());
        for (String part : parts) {
            String headed = cut.head().goesOn(whole.size()) ? withHead(part, cut.head()) : part;
            whole.add(tokenizer.count(headed) <= sizes.max() ? headed : part);
        }
        return whole;
    }

    private static String withHead(String part, Head head) {
        TableTag tag = TableTag.of(part).orElseThrow();
        if (head.rows().isEmpty()) {
            boolean hasHead = tag.body().toLowerCase(Locale.ROOT).contains("<thead");
            return hasHead ? part : tag.around(head.text() + tag.body());
        }
        List<JsonNode> rows = new ArrayList<>(head.rows());
        PythonJson.array(tag.body()).orElseThrow().forEach(rows::add);
        return tag.around(PythonJson.write(PythonJson.value(rows)));
    }

    /** Parts of about the same number of rows. */
    private List<Range> split(TableRows rows, Range range, TableSizes room) {
        int total = tokens(rows, range);
        if (total <= room.max() || range.count() <= 1) {
            return List.of(range);
        }
        int wanted = Math.max(ceil(total, room.ideal()), ceil(total, room.max()));
        int parts = Math.min(wanted, range.count());
        double each = (double) range.count() / parts;
        List<Range> ranges = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < parts && start < range.count(); i++) {
            int end = i == parts - 1 ? range.count() : end(start, i, each, range.count());
            ranges.add(new Range(range.from() + start, range.from() + end));
            start = end;
        }
        return withoutTinyLast(rows, ranges, room);
    }

    private static int end(int start, int part, double each, int count) {
        int end = Math.max(start + 1, Math.min((int) ((part + 1) * each), count));
        return count - end < each * REST_SHARE ? count : end;
    }

    private List<Range> withoutTinyLast(TableRows rows, List<Range> ranges, TableSizes room) {
        if (ranges.size() < 2 || tokens(rows, ranges.getLast()) >= room.lastMin()) {
            return ranges;
        }
        Range both = new Range(ranges.get(ranges.size() - 2).from(), ranges.getLast().to());
        if (tokens(rows, both) <= room.max()) {
            ranges.removeLast();
            ranges.set(ranges.size() - 1, both);
        }
        return ranges;
    }

    private int tokens(TableRows rows, Range range) {
        return tokenizer.count(rows.measured(range.from(), range.to()));
    }

    private static int ceil(int total, int size) {
        return (int) Math.ceil((double) total / size);
    }
}
