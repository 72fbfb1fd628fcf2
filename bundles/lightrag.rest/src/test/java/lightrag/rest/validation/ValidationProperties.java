package lightrag.rest.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Whatever a client sends, a kind answers with a value or with a problem, never with both or an
 * exception.
 */
class ValidationProperties {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<Kind<?>> KINDS =
            List.of(
                    IntegerKind.lax(-5, 5),
                    IntegerKind.strict(1),
                    BooleanKind.LAX,
                    BooleanKind.STRICT,
                    NumberKind.STRICT,
                    new TextKind(1, 4),
                    ChoiceKind.of("a", "b"),
                    new ListKind<>(IntegerKind.lax(0, 9), 1, 3),
                    ObjectKind.ANY,
                    Schema.closed(
                            Field.required("a", TextKind.ANY),
                            Field.optional("b", BooleanKind.LAX)));

    @Provide
    Arbitrary<JsonNode> nodes() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        Arbitrary<JsonNode> leaf =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(6).map(nodes::stringNode),
                        Arbitraries.of(
                                        "1", "true", "\u00a05", "1_0", "1__0", "+", "-.0", "1.",
                                        ".0", "a", "b")
                                .map(nodes::stringNode),
                        Arbitraries.integers().map(nodes::numberNode),
                        Arbitraries.bigIntegers().map(nodes::numberNode),
                        Arbitraries.doubles().map(nodes::numberNode),
                        Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0)
                                .map(nodes::numberNode),
                        Arbitraries.of(true, false).map(nodes::booleanNode),
                        Arbitraries.just(nodes.nullNode()));
        return Arbitraries.lazyOf(
                () -> leaf,
                () -> leaf.list().ofMaxSize(4).map(items -> nodes.arrayNode().addAll(items)),
                () ->
                        Arbitraries.maps(Arbitraries.of("a", "b", "c"), leaf)
                                .map(map -> nodes.objectNode().setAll(map)));
    }

    @Property
    void eitherAValueOrProblems(@ForAll("nodes") JsonNode input) {
        for (Kind<?> kind : KINDS) {
            Problems problems = new Problems();
            Optional<?> value = kind.read(input, Location.BODY, problems);
            assertThat(value.isPresent()).isEqualTo(problems.count() == 0);
        }
    }

    @Property
    void integersOfTextAreThoseOfNumbers(@ForAll int number) {
        Kind<Integer> kind = IntegerKind.lax(Integer.MIN_VALUE, Integer.MAX_VALUE);
        Optional<Integer> read =
                kind.read(JSON.readTree("\"" + number + "\""), Location.BODY, new Problems());
        assertThat(read).contains(number);
    }

    @Property
    void withoutALimitLargerNumbersCountAsTheLargest(
            @ForAll @LongRange(min = 1L << 31) long number) {
        Problems problems = new Problems();
        Optional<Integer> read =
                IntegerKind.lax(1, Integer.MAX_VALUE)
                        .read(JSON.readTree(Long.toString(number)), Location.BODY, problems);
        assertThat(read).contains(Integer.MAX_VALUE);
    }
}
