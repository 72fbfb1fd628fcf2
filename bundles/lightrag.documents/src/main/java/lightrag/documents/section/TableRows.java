package lightrag.documents.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightrag.documents.text.PythonJson;
import lightrag.documents.text.PythonText;
import tools.jackson.databind.JsonNode;

/** The rows of one table and how some of them are written. */
sealed interface TableRows {

    int count();

    /** The rows alone, as their tokens are counted. */
    String measured(int from, int to);

    /** The rows as they stand in the tag. */
    String written(int from, int to);

    /** The rows of a table; empty where they can't be told apart. */
    static Optional<TableRows> of(TableTag tag) {
        return tag.format()
                .flatMap(
                        format ->
                                switch (format) {
                                    case JSON -> PythonJson.array(tag.body()).map(Json::of);
                                    case HTML -> Optional.of(Html.of(tag.body()));
                                })
                .filter(rows -> rows.count() > 1);
    }

    /** Items of a JSON array. */
    record Json(List<JsonNode> rows) implements TableRows {

        static TableRows of(JsonNode array) {
            List<JsonNode> rows = new ArrayList<>();
            array.forEach(rows::add);
            return new Json(List.copyOf(rows));
        }

        @Override
        public int count() {
            return rows.size();
        }

        @Override
        public String measured(int from, int to) {
            return PythonJson.write(PythonJson.value(rows.subList(from, to)));
        }

        @Override
        public String written(int from, int to) {
            return measured(from, to);
        }

        /** Whether the rows begin with these and go on. */
        boolean beginWith(List<JsonNode> head) {
            return rows.size() > head.size() && rows.subList(0, head.size()).equals(head);
        }

        Json from(int start) {
            return new Json(rows.subList(start, rows.size()));
        }
    }

    /** Rows of HTML, each with the name of the group around it, or empty text. */
    record Html(List<Row> rows) implements TableRows {

        private static final Pattern PARTS =
                Pattern.compile(
                        "(?<group><(?<slash>/?)(?<name>thead|tbody|tfoot)\\b[^>]*>)"
                                + "|(?<row><tr\\b[^>]*>.*?</tr>)",
                        Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

        record Row(String group, String html) {}

        static TableRows of(String body) {
            List<Row> rows = new ArrayList<>();
            String group = "";
            Matcher part = PARTS.matcher(body);
            while (part.find()) {
                if (part.group("row") != null) {
                    rows.add(new Row(group, part.group("row")));
                    continue;
                }
                String name = part.group("name").toLowerCase(Locale.ROOT);
                if (part.group("slash").isEmpty()) {
                    group = name;
                } else if (group.equals(name)) {
                    group = "";
                }
            }
            return new Html(List.copyOf(rows));
        }

        @Override
        public int count() {
            return rows.size();
        }

        @Override
        public String measured(int from, int to) {
            StringBuilder out = new StringBuilder();
            rows.subList(from, to).forEach(row -> out.append(row.html()));
            return out.toString();
        }

        @Override
        public String written(int from, int to) {
            StringBuilder out = new StringBuilder();
            String open = "";
            for (Row row : rows.subList(from, to)) {
                if (!row.group().equals(open)) {
                    close(open, out);
                    open = row.group();
                    out.append(open.isEmpty() ? "" : "<" + open + ">");
                }
                out.append(row.html());
            }
            close(open, out);
            return out.toString();
        }

        private static void close(String group, StringBuilder out) {
            out.append(group.isEmpty() ? "" : "</" + group + ">");
        }
    }

    /** Whether a text says that it is rows of HTML. */
    static boolean looksLikeHtml(String text) {
        String lower = PythonText.strip(text).toLowerCase(Locale.ROOT);
        return lower.contains("<thead") || lower.contains("<tr") || lower.contains("<th");
    }
}
