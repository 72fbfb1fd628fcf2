package lightrag.rest.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemaTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Field<String> NAME = Field.required("name", TextKind.NOT_EMPTY);
    private static final Field<Integer> SIZE = Field.withDefault("size", IntegerKind.lax(1, 9), 5);
    private static final Field<Optional<String>> NOTE = Field.optional("note", TextKind.ANY);
    private static final Field<Boolean> FLAG = Field.nullable("flag", BooleanKind.LAX, true, false);
    private static final Schema SCHEMA =
            Schema.of(NAME, SIZE, NOTE, FLAG)
                    .with(
                            values -> {
                                if (values.get(NAME).length() > values.get(SIZE)) {
                                    throw new Refusal("the name is longer than the size");
                                }
                                return values;
                            });

    private static Values read(String json) {
        return SCHEMA.require(JSON.readTree(json), Location.BODY);
    }

    private static List<Problem> problems(String json, Schema schema, Location at) {
        JsonNode node = JSON.readTree(json);
        return catchThrowableOfType(InvalidRequestException.class, () -> schema.require(node, at))
                .problems();
    }

    @Test
    void fillsDefaultsAndIgnoresUnknownNames() {
        Values values = read("{\"name\":\"abc\",\"extra\":1}");
        assertThat(values.get(NAME)).isEqualTo("abc");
        assertThat(values.get(SIZE)).isEqualTo(5);
        assertThat(values.get(NOTE)).isEmpty();
        assertThat(values.get(FLAG)).isTrue();
    }

    @Test
    void nullMeansAbsentOnlyWhereAllowed() {
        Values values = read("{\"name\":\"abc\",\"note\":null,\"flag\":null}");
        assertThat(values.get(NOTE)).isEmpty();
        assertThat(values.get(FLAG)).isFalse();
        assertThat(problems("{\"name\":\"abc\",\"size\":null}", SCHEMA, Location.BODY))
                .extracting(Problem::type)
                .containsExactly("int_type");
    }

    @Test
    void collectsProblemsInDeclarationOrder() {
        assertThat(problems("{\"flag\":\"maybe\",\"size\":0}", SCHEMA, Location.BODY))
                .extracting(Problem::path)
                .containsExactly("body -> name", "body -> size", "body -> flag");
    }

    @Test
    void echoesTheParentOfWhatIsMissingInABodyOnly() {
        assertThat(problems("{\"size\":1}", SCHEMA, Location.BODY).getFirst().input())
                .isEqualTo(JSON.readTree("{\"size\":1}"));
        assertThat(problems("{}", SCHEMA, Location.QUERY).getFirst().input().isNull()).isTrue();
    }

    @Test
    void appliesRulesOnlyToRightFields() {
        assertThat(problems("{\"name\":\"abcdef\"}", SCHEMA, Location.BODY))
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.type()).isEqualTo("value_error");
                            assertThat(problem.message())
                                    .isEqualTo("Value error, the name is longer than the size");
                            assertThat(problem.context()).isEqualTo(Map.of("error", Map.of()));
                            assertThat(problem.location()).containsExactly("body");
                        });
        assertThat(problems("{\"name\":\"abcdef\",\"size\":0}", SCHEMA, Location.BODY))
                .extracting(Problem::type)
                .containsExactly("greater_than_equal");
    }

    @Test
    void refusesUnknownNamesWhenClosed() {
        assertThat(problems("{\"z\":1,\"name\":\"\"}", Schema.closed(NAME), Location.BODY))
                .extracting(Problem::type, Problem::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("string_too_short", "body -> name"),
                        org.assertj.core.groups.Tuple.tuple("extra_forbidden", "body -> z"));
    }

    @Test
    void refusesWhatIsNoObject() {
        for (String json : List.of("[]", "\"x\"", "1", "null")) {
            assertThat(problems(json, SCHEMA, Location.BODY))
                    .extracting(Problem::type)
                    .containsExactly("model_attributes_type");
        }
    }

    @Test
    void valuesKnowOnlyTheirOwnFields() {
        Values values = Schema.of(SIZE).require(JSON.readTree("{}"), Location.BODY);
        assertThatThrownBy(() -> values.get(NAME)).isInstanceOf(IllegalArgumentException.class);
    }
}
