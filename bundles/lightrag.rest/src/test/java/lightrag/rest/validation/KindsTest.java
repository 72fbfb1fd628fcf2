package lightrag.rest.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What each kind takes and what it says of the rest; the expected results are those of the
 * reference's validator.
 */
class KindsTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static <T> String read(Kind<T> kind, String input) {
        Problems problems = new Problems();
        Optional<T> value = kind.read(JSON.readTree(input), Location.BODY, problems);
        assertThat(value.isEmpty())
                .as("a problem and no value, or a value")
                .isEqualTo(problems.count() > 0);
        return value.map(Object::toString)
                .orElseGet(
                        () ->
                                problems.list().stream()
                                        .map(KindsTest::shown)
                                        .collect(Collectors.joining(" ")));
    }

    private static String shown(Problem problem) {
        String at =
                problem.location().stream()
                        .skip(1)
                        .map(Object::toString)
                        .collect(Collectors.joining("."));
        return "!" + problem.type() + (at.isEmpty() ? "" : "@" + at);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1|1",
                "\"5\"|5",
                "\" 7 \"|7",
                "\"5.0\"|5",
                "\"1_000\"|1000",
                "5.0|5",
                "true|1",
                "\"+5\"|5",
                "\"-0\"|0",
                "\"5.5\"|!int_parsing",
                "5.5|!int_from_float",
                "null|!int_type",
                "\"x\"|!int_parsing",
                "[]|!int_type",
                "\"\"|!int_parsing",
                "\"0x1\"|!int_parsing",
                "-1|!greater_than_equal",
                "1001|!less_than_equal",
                "\"1001\"|!less_than_equal",
                "100000000000000000000|!less_than_equal",
                "1e30|!less_than_equal"
            })
    void integers(String input, String expected) {
        assertThat(read(IntegerKind.lax(0, 1000), input)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1|1",
                "true|!int_type",
                "5.0|!int_type",
                "\"5\"|!int_type",
                "null|!int_type",
                "0|!greater_than_equal"
            })
    void strictIntegers(String input, String expected) {
        assertThat(read(IntegerKind.strict(1), input)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1|true",
                "0|false",
                "\"yes\"|true",
                "\"Y\"|true",
                "\"T\"|true",
                "\"on\"|true",
                "\"OFF\"|false",
                "1.0|true",
                "2|!bool_parsing",
                "\"maybe\"|!bool_parsing",
                "0.5|!bool_type",
                "null|!bool_type",
                "[]|!bool_type",
                "\" true\"|!bool_parsing"
            })
    void booleans(String input, String expected) {
        assertThat(read(BooleanKind.LAX, input)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"true|true", "1|!bool_type", "\"true\"|!bool_type"})
    void strictBooleans(String input, String expected) {
        assertThat(read(BooleanKind.STRICT, input)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"1|1.0", "0.5|0.5", "\"1\"|!float_type", "true|!float_type"})
    void strictNumbers(String input, String expected) {
        assertThat(read(NumberKind.STRICT, input)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"abc\"|abc",
                "\"\"|!string_too_short",
                "\"abcd\"|!string_too_long",
                "1|!string_type",
                "null|!string_type",
                "\"😀😀😀\"|😀😀😀",
                "\"😀😀😀😀\"|!string_too_long",
                "\"\\ud800\"|!string_unicode"
            })
    void texts(String input, String expected) {
        assertThat(read(new TextKind(1, 3), input)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"a\"]|[a]",
                "[]|!too_short",
                "[\"a\",\"b\",\"c\"]|!too_long",
                "\"x\"|!list_type",
                "null|!list_type",
                "[1]|!string_type@0",
                "[1,2]|!string_type@0 !string_type@1"
            })
    void lists(String input, String expected) {
        assertThat(read(new ListKind<>(TextKind.ANY, 1, 2), input)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"\"a\"|a", "\"c\"|!literal_error", "1|!literal_error", "null|!literal_error"})
    void choices(String input, String expected) {
        assertThat(read(ChoiceKind.of("a", "b"), input)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"1,'a'", "2,'a' or 'b'", "3,'a'; 'b' or 'c'"})
    void choicesAreListed(int count, String expected) {
        Kind<String> kind =
                ChoiceKind.literal(List.of("a", "b", "c").subList(0, count), Function.identity());
        Problems problems = new Problems();
        kind.read(JSON.readTree("\"z\""), Location.BODY, problems);
        Problem problem = problems.list().getFirst();
        assertThat(problem.context()).containsEntry("expected", expected.replace(';', ','));
        assertThat(problem.message()).isEqualTo("Input should be " + expected.replace(';', ','));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3, String should have at least 1 character",
        "4, 3, String should have at most 3 characters",
        "2, 1, String should have at most 1 character"
    })
    void lengthsAreCountedInWords(int length, int max, String message) {
        Problems problems = new Problems();
        new TextKind(1, max)
                .read(JSON.readTree("\"" + "x".repeat(length) + "\""), Location.BODY, problems);
        assertThat(problems.list().getFirst().message()).isEqualTo(message);
    }
}
