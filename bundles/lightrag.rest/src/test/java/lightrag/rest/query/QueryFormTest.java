package lightrag.rest.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightrag.api.ChatMessage;
import lightrag.api.QueryMode;
import lightrag.api.QueryParam;
import lightrag.api.SourceFilter;
import lightrag.rest.json.JsonRequest;
import lightrag.rest.validation.InvalidRequestException;
import lightrag.rest.validation.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class QueryFormTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static QueryForm read(Object body) {
        byte[] bytes =
                body instanceof String text
                        ? text.getBytes(StandardCharsets.UTF_8)
                        : JSON.writeValueAsBytes(body);
        return new QueryForm(new JsonRequest(bytes, true).read(QueryForm.SCHEMA));
    }

    private static List<Problem> problems(Object body) {
        return catchThrowableOfType(InvalidRequestException.class, () -> read(body)).problems();
    }

    @Test
    void hasTheDocumentedDefaults() {
        QueryForm form = read("{\"query\":\" What is it? \"}");
        assertThat(form.param(false)).isEqualTo(QueryParam.of("What is it?", QueryMode.MIX));
        assertThat(form.includeReferences()).isTrue();
        assertThat(form.includeChunkContent()).isFalse();
        assertThat(form.includeProgress()).isFalse();
        assertThat(form.streamed()).isTrue();
    }

    @Test
    void carriesEverySetting() {
        QueryForm form =
                read(
                        """
                {"query":"What is it?","mode":"local","only_need_context":true,"only_need_prompt":"yes","top_k":"7",
                 "chunk_top_k":8,"max_entity_tokens":9,"max_relation_tokens":10,"max_total_tokens":11,
                 "hl_keywords":["a"],"ll_keywords":["b"],"user_prompt":"briefly","disable_user_prompt_prefix":true,
                 "enable_rerank":false,"response_type":"Bullet Points","include_references":null,"stream":false,
                 "conversation_history":[{"role":"user","content":"hi","name":"x","n":[1,null]}]}""");
        QueryParam param = form.param(true);
        assertThat(param.mode()).isEqualTo(QueryMode.LOCAL);
        assertThat(param.onlyNeedContext()).isTrue();
        assertThat(param.onlyNeedPrompt()).isTrue();
        assertThat(param.topK()).hasValue(7);
        assertThat(param.chunkTopK()).hasValue(8);
        assertThat(param.maxEntityTokens()).hasValue(9);
        assertThat(param.maxRelationTokens()).hasValue(10);
        assertThat(param.maxTotalTokens()).hasValue(11);
        assertThat(param.highLevelKeywords()).containsExactly("a");
        assertThat(param.lowLevelKeywords()).containsExactly("b");
        assertThat(param.userPrompt()).hasValue("briefly");
        assertThat(param.disableUserPromptPrefix()).isTrue();
        assertThat(param.enableRerank()).hasValue(false);
        assertThat(param.responseType()).hasValue("Bullet Points");
        assertThat(param.conversationHistory())
                .containsExactly(
                        new ChatMessage("user", "hi", Map.of("name", "\"x\"", "n", "[1,null]")));
        assertThat(param.stream()).isTrue();
        assertThat(form.includeReferences()).isFalse();
        assertThat(form.streamed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ab,2", "中,2", "中a,3", "中文,4", "ｱ,2", "한,2", "😀a,2", "𠀀,2", "abc,3"})
    void weighsQuestions(String query, int weight) {
        assertThat(QueryWeight.of(query)).isEqualTo(weight);
        if (weight < QueryWeight.LEAST) {
            assertThat(problems(Map.of("query", query)))
                    .extracting(Problem::type)
                    .containsExactly("value_error");
            assertThat(read(Map.of("query", query, "mode", "bypass")).mode())
                    .isEqualTo(QueryMode.BYPASS);
        } else {
            assertThat(read(Map.of("query", query)).param(false).query()).isEqualTo(query);
        }
    }

    @Test
    void refusesABlankQuestionInEveryMode() {
        assertThat(problems(Map.of("query", " \u00a0\n", "mode", "bypass")))
                .extracting(Problem::path)
                .containsExactly("body -> query");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"top_k\":0|greater_than_equal",
                "\"top_k\":1001|less_than_equal",
                "\"mode\":\"nope\"|literal_error",
                "\"hl_keywords\":null|list_type",
                "\"response_type\":\"\"|string_too_short",
                "\"conversation_history\":[1]|dict_type",
                "\"conversation_history\":[{\"role\":\"user\"}]|value_error",
                "\"conversation_history\":[{\"role\":\" \",\"content\":\"x\"}]|value_error",
                "\"conversation_history\":[{\"role\":\"user\",\"content\":1}]|value_error",
                "\"stream\":\"perhaps\"|bool_parsing"
            })
    void refusesWrongSettings(String setting, String type) {
        assertThat(problems("{\"query\":\"what is it\"," + setting + "}"))
                .extracting(Problem::type)
                .containsExactly(type);
    }

    @Test
    void boundsKeywordsMessagesAndText() {
        assertThat(problems(Map.of("query", "x".repeat(65_537))))
                .extracting(Problem::type)
                .containsExactly("string_too_long");
        assertThat(problems(Map.of("query", "abc", "ll_keywords", List.of("x".repeat(513)))))
                .extracting(Problem::type)
                .containsExactly("value_error");
        assertThat(
                        problems(
                                Map.of(
                                        "query",
                                        "abc",
                                        "ll_keywords",
                                        java.util.Collections.nCopies(65, "x"))))
                .extracting(Problem::type)
                .containsExactly("too_long");
    }

    @Test
    void boundsAllTextTogetherWithTheHistoryAsJson() {
        // {"role": "user", "content": "…"} takes 31 characters besides the content, the list 2 and
        // each comma 2
        String content = "é".repeat(32_768 - 34);
        Map<String, String> message = Map.of("role", "user", "content", content);
        int left = 131_072 - 2 - 2 * 2 - 3 * (31 + content.length());
        List<Map<String, String>> history = List.of(message, message, message);
        assertThat(read(Map.of("query", "x".repeat(left), "conversation_history", history)).mode())
                .isEqualTo(QueryMode.MIX);
        assertThat(problems(Map.of("query", "x".repeat(left + 1), "conversation_history", history)))
                .extracting(Problem::path)
                .containsExactly("body");
    }

    @Test
    void readsAFilter() {
        QueryParam param =
                read("""
                {"query":"What is it?","filter":{"file_paths":["a.txt"],"doc_ids":null,"metadata":{"year":2024}}}""")
                        .param(false);
        assertThat(param.filter())
                .isEqualTo(new SourceFilter(Set.of("a.txt"), Set.of(), Map.of("year", "2024")));
        assertThat(read("{\"query\":\"What is it?\",\"filter\":null}").param(false).filter())
                .isEqualTo(SourceFilter.NONE);
    }

    /** A misspelt filter must not let everything through. */
    @Test
    void refusesAFilterThatIsNone() {
        for (String filter :
                List.of(
                        "{\"file_path\":[\"a.txt\"]}",
                        "{\"file_paths\":[]}",
                        "{\"doc_ids\":\"doc-1\"}",
                        "{\"metadata\":{\"tags\":[1]}}",
                        "[]")) {
            assertThat(problems("{\"query\":\"What is it?\",\"filter\":" + filter + "}"))
                    .as(filter)
                    .isNotEmpty();
        }
    }
}
