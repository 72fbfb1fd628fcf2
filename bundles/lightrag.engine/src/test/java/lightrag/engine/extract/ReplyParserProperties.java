package lightrag.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a model writes: never an exception, and never a name that was not in it. */
class ReplyParserProperties {

    private static final Provenance FROM = new Provenance("c", "f.txt", 7);
    private static final String NOISE = "<|#>|{}[]\"',:\\\n\t eréßx中《“\uD83D\uDE00\uD800";

    @Provide
    Arbitrary<String> tupleReplies() {
        Arbitrary<String> name = Arbitraries.of("Alice", "Bob Stone", "北京", "Acme-7", "O'Neil");
        Arbitrary<String> entity =
                Combinators.combine(name, Arbitraries.of("Person", "Event"))
                        .as((n, t) -> "entity<|#|>" + n + "<|#|>" + t + "<|#|>Text of " + n);
        Arbitrary<String> relation =
                Combinators.combine(name, name)
                        .as(
                                (a, b) ->
                                        "relation<|#|>"
                                                + a
                                                + "<|#|>"
                                                + b
                                                + "<|#|>k<|#|>"
                                                + a
                                                + " and "
                                                + b);
        return Arbitraries.oneOf(entity, relation)
                .list()
                .ofMaxSize(8)
                .map(lines -> String.join("\n", lines) + "\n<|COMPLETE|>");
    }

    @Provide
    Arbitrary<String> jsonReplies() {
        Arbitrary<Map<String, String>> entity =
                Arbitraries.of("Alice", "Bob Stone", "北京", "O'Neil")
                        .map(
                                n ->
                                        Map.of(
                                                "name",
                                                n,
                                                "type",
                                                "Person",
                                                "description",
                                                "Text \"of\" " + n));
        return entity.list()
                .ofMaxSize(6)
                .map(
                        list ->
                                JsonMapper.shared()
                                        .writeValueAsString(
                                                Map.of(
                                                        "entities",
                                                        list,
                                                        "relationships",
                                                        List.of())));
    }

    /** Deletes, inserts and swaps a few characters. */
    private static String mutate(String text, long seed) {
        Random random = new Random(seed);
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < 6 && !out.isEmpty(); i++) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(3)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.insert(at, NOISE.charAt(random.nextInt(NOISE.length())));
                default -> out.setCharAt(at, NOISE.charAt(random.nextInt(NOISE.length())));
            }
        }
        return out.toString();
    }

    @Property(tries = 400)
    void mutatedLinesInventNothing(@ForAll("tupleReplies") String reply, @ForAll long seed) {
        check(mutate(reply, seed), false);
    }

    @Property(tries = 400)
    void mutatedObjectsInventNothing(@ForAll("jsonReplies") String reply, @ForAll long seed) {
        check(mutate(reply, seed), true);
    }

    @Property(tries = 300)
    void anyTextAtAll(@ForAll String reply) {
        check(reply, false);
        check(reply, true);
        ReplyParser.parseKept(reply, FROM);
    }

    @Property(tries = 200)
    void validObjectsAreReadAsTheStandardSays(@ForAll("jsonReplies") String reply) {
        Map<String, Object> read = LenientJson.object(reply, 0);
        assertThat(read).isEqualTo(JsonMapper.shared().readValue(reply, Map.class));
    }

    /** Every letter and digit of a name stands in the reply, in order; cleaning only takes away. */
    private static void check(String reply, boolean json) {
        Records records = ReplyParser.parse(reply, json, FROM);
        List<String> names = new ArrayList<>(records.entities().keySet());
        records.relations()
                .keySet()
                .forEach(pair -> names.addAll(List.of(pair.source(), pair.target())));
        for (String name : names) {
            assertThat(name).isNotBlank().hasSizeLessThanOrEqualTo(512);
            assertThat(isSubsequence(name, reply)).as("%s of %s", name, reply).isTrue();
        }
        Stream.concat(
                        records.entities().values().stream()
                                .flatMap(List::stream)
                                .map(ExtractedEntity::description),
                        records.relations().values().stream()
                                .flatMap(List::stream)
                                .map(ExtractedRelation::description))
                .forEach(text -> assertThat(text).isNotBlank());
    }

    private static boolean isSubsequence(String name, String reply) {
        int at = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isLetterOrDigit(c) && c < 0x3000) {
                at = reply.indexOf(c, at);
                if (at < 0) {
                    return reply.indexOf("\\u") >= 0 || reply.indexOf('&') >= 0;
                }
                at++;
            }
        }
        return true;
    }
}
