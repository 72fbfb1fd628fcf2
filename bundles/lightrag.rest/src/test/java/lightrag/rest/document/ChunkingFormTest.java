package lightrag.rest.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lightrag.api.ChunkingChoice;
import lightrag.rest.validation.Location;
import lightrag.rest.validation.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ChunkingFormTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Location AT = Location.BODY.at("chunking");

    private static ChunkingChoice read(String json) {
        return ChunkingForm.KIND.read(JSON.readTree(json), AT, new Problems()).orElseThrow();
    }

    @Test
    void keepsWhatIsSet() {
        assertThat(read("{}")).isEqualTo(new ChunkingChoice("fixed_token", Map.of()));
        assertThat(read("{\"params\":{\"chunk_token_size\":800,\"split_by_character\":null}}"))
                .isEqualTo(new ChunkingChoice("fixed_token", Map.of("chunk_token_size", 800)));
        assertThat(
                        read(
                                "{\"strategy\":\"recursive_character\",\"params\":{\"separators\":[\"a\",\"\"]}}"))
                .isEqualTo(
                        new ChunkingChoice(
                                "recursive_character", Map.of("separators", List.of("a", ""))));
        assertThat(
                        read(
                                "{\"strategy\":\"semantic_vector\",\"params\":{\"breakpoint_threshold_amount\":95}}"))
                .isEqualTo(
                        new ChunkingChoice(
                                "semantic_vector", Map.of("breakpoint_threshold_amount", 95.0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|model_attributes_type@body.chunking",
                "{\"other\":1}|extra_forbidden@body.chunking.other",
                "{\"strategy\":\"x\"}|literal_error@body.chunking.strategy",
                "{\"params\":null}|dict_type@body.chunking.params",
                "{\"params\":{\"chunk_token_size\":\"5\"}}|int_type@body.chunking.chunk_token_size",
                "{\"params\":{\"chunk_token_size\":true}}|int_type@body.chunking.chunk_token_size",
                "{\"params\":{\"separators\":[]}}|extra_forbidden@body.chunking.separators",
                "{\"params\":{\"chunk_token_size\":5,\"chunk_overlap_token_size\":5}}|value_error@body.chunking",
                "{\"strategy\":\"semantic_vector\",\"params\":{\"breakpoint_threshold_amount\":0}}|value_error@body.chunking",
                "{\"strategy\":\"semantic_vector\",\"params\":{\"breakpoint_threshold_type\":\"gradient\",\"breakpoint_threshold_amount\":101}}|value_error@body.chunking",
                "{\"strategy\":\"semantic_vector\",\"params\":{\"chunk_overlap_token_size\":1}}|extra_forbidden@body.chunking.chunk_overlap_token_size"
            })
    void refuses(String json, String expected) {
        Problems problems = new Problems();
        assertThat(ChunkingForm.KIND.read(JSON.readTree(json), AT, problems)).isEmpty();
        String found =
                problems.list().stream()
                        .map(
                                p ->
                                        p.type()
                                                + "@"
                                                + p.location().stream()
                                                        .map(Object::toString)
                                                        .collect(Collectors.joining(".")))
                        .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(expected);
    }
}
