package lightrag.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lightrag.api.ChatMessage;
import lightrag.api.InvalidInputException;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.TokenUsage;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class OpenAiChatTest {

    private static final CompletionRequest REQUEST =
            new CompletionRequest(
                    "why \"so\"?\n",
                    Optional.of("be brief"),
                    List.of(new ChatMessage("user", "hi"), new ChatMessage("assistant", "ho")),
                    true,
                    OptionalInt.of(9),
                    CallPriority.INGEST);

    @Test
    void writesTheConversationInOrder() {
        assertThat(body(Map.of(), REQUEST, false))
                .isEqualTo(
                        "{\"model\":\"m\",\"messages\":["
                                + "{\"role\":\"system\",\"content\":\"be brief\"},"
                                + "{\"role\":\"user\",\"content\":\"hi\"},"
                                + "{\"role\":\"assistant\",\"content\":\"ho\"},"
                                + "{\"role\":\"user\",\"content\":\"why \\\"so\\\"?\\n\"}],"
                                + "\"max_tokens\":9,\"response_format\":{\"type\":\"json_object\"}}");
    }

    @Test
    void passesOnWhatElseStandsInAMessage() {
        ChatMessage message =
                new ChatMessage("tool", "7", Map.of("tool_call_id", "\"c1\"", "n", "[1]"));
        CompletionRequest request =
                new CompletionRequest(
                        "q",
                        Optional.empty(),
                        List.of(message),
                        false,
                        OptionalInt.empty(),
                        CallPriority.INTERACTIVE);
        assertThat(body(Map.of(), request, false))
                .contains(
                        "{\"role\":\"tool\",\"content\":\"7\",\"n\":[1],\"tool_call_id\":\"c1\"}");
    }

    @Test
    void asksForTheTokensOfStreamsOnly() {
        OpenAiChat counting = OpenAiChat.of("m", new Options(Map.of())).countingStreams();
        String asked = "\"stream_options\":{\"include_usage\":true}";
        assertThat(new String(counting.body(REQUEST, true), StandardCharsets.UTF_8))
                .contains(asked);
        assertThat(new String(counting.body(REQUEST, false), StandardCharsets.UTF_8))
                .doesNotContain("stream_options");
        Map<String, String> set = Map.of("openai.llm.stream.options", "{\"include_usage\": false}");
        OpenAiChat other = OpenAiChat.of("m", new Options(set)).countingStreams();
        assertThat(new String(other.body(REQUEST, true), StandardCharsets.UTF_8))
                .contains("\"stream_options\":{\"include_usage\": false}");
        assertThat(body(Map.of(), REQUEST, true)).doesNotContain("stream_options");
    }

    @Test
    void sendsConfiguredOptionsByTheirWireNames() {
        Map<String, String> properties =
                Map.of(
                        "openai.llm.temperature", "0.2",
                        "openai.llm.max.completion.tokens", "50",
                        "openai.llm.reasoning.effort", "low",
                        "openai.llm.safety.identifier", "12",
                        "openai.llm.stop", "[\"\\n\", \"###\"]",
                        "openai.llm.top.p", "",
                        "openai.llm.extra.body",
                                "{\"seed\": 1, \"name\": \"a\\u00e9\", \"reasoning\": {\"enabled\": false}, \"x\": [1, 2]}");
        String body = body(properties, CompletionRequest.of("q", CallPriority.INGEST), true);
        assertThat(body)
                .contains("\"temperature\":0.2,")
                .contains("\"max_completion_tokens\":50")
                .contains("\"reasoning_effort\":\"low\"")
                .contains("\"safety_identifier\":\"12\"")
                .contains("\"stop\":[\"\\n\", \"###\"]")
                .contains("\"seed\":1,")
                .contains("\"name\":\"a\\u00e9\"")
                .contains("\"reasoning\":{\"enabled\": false}")
                .contains("\"x\":[1, 2]")
                .contains("\"stream\":true")
                .doesNotContain("top_p")
                .doesNotContain("extra_body")
                .doesNotContain("\"max_tokens\"");
        assertThat(Json.isValue(body)).isTrue();
    }

    @Test
    void refusesAnExtraBodyThatIsNoObject() {
        assertThatThrownBy(
                        () ->
                                OpenAiChat.of(
                                        "m", new Options(Map.of("openai.llm.extra.body", "[1]"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("OPENAI_LLM_EXTRA_BODY");
    }

    @Test
    void readsWhatCountsAndSkipsTheRest() {
        ChatReply reply =
                dialect()
                        .reply(
                                bytes(
                                        "{\"id\":\"x\",\"choices\":[{\"index\":0,\"logprobs\":{\"a\":[1]},"
                                                + "\"message\":{\"role\":\"assistant\",\"content\":\"hello\","
                                                + "\"tool_calls\":[]},\"finish_reason\":\"length\"}],"
                                                + "\"error\":null,\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,"
                                                + "\"details\":{\"prompt_tokens\":99}}}"));
        assertThat(reply.text()).isEqualTo("hello");
        assertThat(reply.truncated()).isTrue();
        assertThat(reply.usage()).isEqualTo(new TokenUsage(5, 2));
        assertThat(reply.error()).isEmpty();
    }

    @Test
    void noticesACutReply() {
        assertThatThrownBy(
                        () ->
                                dialect()
                                        .reply(
                                                bytes(
                                                        "{\"choices\":[{\"message\":{\"content\":\"hel")))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void readsPiecesAndErrorsOfAStream() {
        assertThat(dialect().piece("{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}").text())
                .isEqualTo("a");
        assertThat(dialect().piece("{\"choices\":[]}").text()).isEmpty();
        assertThat(dialect().piece("{\"error\":{\"message\":\"boom\",\"code\":500}}").error())
                .contains("boom");
        assertThat(
                        dialect()
                                .piece(
                                        "{\"choices\":[{\"delta\":{\"content\":null},\"finish_reason\":\"stop\"}]}")
                                .finish())
                .isEqualTo("stop");
    }

    private static OpenAiChat dialect() {
        return OpenAiChat.of("m", new Options(Map.of()));
    }

    private static String body(
            Map<String, String> properties, CompletionRequest request, boolean stream) {
        byte[] body = OpenAiChat.of("m", new Options(properties)).body(request, stream);
        return new String(body, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
