package lightrag.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lightrag.engine.text.ThinkTags;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Replies damaged the way models damage them: what was left whole is read exactly, and what is read
 * is a record that was there, at most with its end cut off.
 */
class DamagedReplyProperties {

    private static final Provenance FROM = new Provenance("c", "f.txt", 7);

    private static final List<String> NAMES =
            List.of("Alice", "Bob Stone", "北京", "Acme-7", "O'Neil", "Zoë", "R2 \uD83D\uDE00");

    /** The forms of rule EX-32 that stand between two parts. */
    private static final List<String> DAMAGED_MARKS =
            List.of(
                    "<|#|#|>", "<|\\#|>", "<|>", "<||>", "<|#>", "<#|>", "<#>", "<|#|", "<|#||",
                    "<||#>", "<|||", "|#|>", "<|#|>|", "||#||");

    /** What one line says. @param fields without the leading mark of its kind */
    record Line(boolean entity, List<String> fields) {
        String with(String mark) {
            return (entity ? "entity" : "relation") + mark + String.join(mark, fields);
        }

        String json() {
            List<String> names =
                    entity
                            ? List.of("name", "type", "description")
                            : List.of("source", "target", "keywords", "description");
            List<String> members = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                members.add("\"" + names.get(i) + "\": \"" + fields.get(i) + "\"");
            }
            return "{" + String.join(", ", members) + "}";
        }
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        Arbitrary<String> name = Arbitraries.of(NAMES);
        Arbitrary<String> text =
                Arbitraries.of(
                        "lives here", "a place of 7 hills", "是城市", "says (so, often)", "x & y");
        Arbitrary<Line> entity =
                Combinators.combine(name, Arbitraries.of("person", "event"), text)
                        .as((n, type, t) -> new Line(true, List.of(n, type, t)));
        Arbitrary<Line> relation =
                Combinators.combine(name, name, Arbitraries.of("k", "k one,k two"), text)
                        .filter((a, b, k, t) -> !a.equals(b))
                        .as((a, b, k, t) -> new Line(false, List.of(a, b, k, t)));
        return Arbitraries.oneOf(entity, relation).list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> damagedMarks() {
        return Arbitraries.of(DAMAGED_MARKS);
    }

    /** Texts that models put around their answer; none has a mark or a brace. */
    @Provide
    Arbitrary<String> wrappings() {
        return Arbitraries.of(
                "%s",
                "```\n%s\n```",
                "```json\n%s\n```",
                "Here is what I found:\n\n%s",
                "%s\n\nLet me know if you need more: Alice is an entity, too.",
                "<think>entity Alice, relation Bob</think>\n%s",
                "entity of a thought</think>%s",
                "\n \t%s\r\n");
    }

    private static Set<List<String>> expected(List<Line> lines) {
        Set<List<String>> all = new HashSet<>();
        lines.forEach(line -> all.add(line.fields()));
        return all;
    }

    private static Set<List<String>> read(String reply, boolean json) {
        Records records = ReplyParser.parse(ThinkTags.remove(reply), json, FROM);
        Set<List<String>> all = new HashSet<>();
        records.entities().values().stream()
                .flatMap(List::stream)
                .forEach(e -> all.add(List.of(e.name(), e.type(), e.description())));
        records.relations().values().stream()
                .flatMap(List::stream)
                .forEach(
                        r ->
                                all.add(
                                        List.of(
                                                r.source(),
                                                r.target(),
                                                r.keywords(),
                                                r.description())));
        return all;
    }

    private static String tuples(List<Line> lines) {
        return String.join("\n", lines.stream().map(line -> line.with("<|#|>")).toList())
                + "\n<|COMPLETE|>";
    }

    private static String object(List<Line> lines) {
        return "{\"entities\": ["
                + String.join(", ", lines.stream().filter(Line::entity).map(Line::json).toList())
                + "], \"relationships\": ["
                + String.join(
                        ", ", lines.stream().filter(l -> !l.entity()).map(Line::json).toList())
                + "]}";
    }

    @Property(tries = 200)
    void whatStandsAroundARepliesChangesNothing(
            @ForAll @From("lines") List<Line> lines, @ForAll @From("wrappings") String wrapping) {
        assertThat(read(wrapping.replace("%s", tuples(lines)), false)).isEqualTo(expected(lines));
        assertThat(read(wrapping.replace("%s", object(lines)), true)).isEqualTo(expected(lines));
    }

    @Property(tries = 300)
    void damagedMarksAreReadAsMarks(
            @ForAll @From("lines") List<Line> lines, @ForAll @From("damagedMarks") String mark) {
        String reply = String.join("\n", lines.stream().map(line -> line.with(mark)).toList());
        assertThat(read(reply, false)).isEqualTo(expected(lines));
    }

    @Property(tries = 300)
    void aReplyCutOffGivesItsWholeRecordsAndAtMostOneMoreCutShort(
            @ForAll @From("lines") List<Line> lines,
            @ForAll boolean json,
            @ForAll @IntRange(min = 0, max = 1000) int permille) {
        String whole = json ? object(lines) : tuples(lines);
        int end = whole.length() * permille / 1000;
        String cut = whole.substring(0, end);
        Set<List<String>> read = read(cut, json);
        assertThat(read)
                .containsAll(expected(lines.stream().filter(l -> isIn(l, cut, json)).toList()));
        Set<List<String>> shortened = new HashSet<>(read);
        shortened.removeAll(expected(lines));
        assertThat(shortened).hasSizeLessThanOrEqualTo(1);
        shortened.forEach(fields -> assertCut(fields, lines));
    }

    private static boolean isIn(Line line, String cut, boolean json) {
        return cut.contains(json ? line.json() : line.with("<|#|>") + "\n");
    }

    /** All parts but the last are those of a line, and the last is the start of that line's. */
    private static void assertCut(List<String> fields, List<Line> lines) {
        int last = fields.size() - 1;
        assertThat(fields.get(last)).isNotBlank();
        assertThat(lines)
                .as("%s is the start of a record", fields)
                .anySatisfy(
                        line -> {
                            assertThat(line.fields().subList(0, last))
                                    .isEqualTo(fields.subList(0, last));
                            assertThat(line.fields().get(last)).startsWith(fields.get(last));
                        });
    }

    @Property(tries = 400)
    void aBrokenLineHarmsNoOtherAndNamesOnlyWhatItSays(
            @ForAll @From("lines") List<Line> lines,
            @ForAll @IntRange(min = 0, max = 5) int which,
            @ForAll @IntRange(min = 0, max = 1000) int permille,
            @ForAll @IntRange(min = 0, max = 6) int length,
            @ForAll @From("noise") String noise) {
        int broken = which % lines.size();
        String line = lines.get(broken).with("<|#|>");
        int at = line.length() * permille / 1000;
        String damaged =
                line.substring(0, at)
                        + noise
                        + line.substring(Math.min(line.length(), at + length));
        List<Line> others = new ArrayList<>(lines);
        others.remove(broken);
        List<String> texts = new ArrayList<>(others.stream().map(l -> l.with("<|#|>")).toList());
        texts.add(broken, damaged);
        Set<List<String>> read = read(String.join("\n", texts), false);
        assertThat(read).containsAll(expected(others));
        read.removeAll(expected(others));
        String letters = letters(damaged);
        for (List<String> fields : read) {
            Stream.of(fields.getFirst(), fields.getLast())
                    .forEach(part -> assertThat(letters).contains(letters(part)));
        }
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.strings().withChars("<|#>{}\"\\ :,eity中").ofMaxLength(5);
    }

    private static String letters(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
