package lightrag.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTargetTest {

    private static final HttpTarget TARGET = target("https://user:pw@models.example:8443/v1/");

    @ParameterizedTest
    @CsvSource({
        "400,false",
        "401,false",
        "403,false",
        "404,false",
        "422,false",
        "302,false",
        "408,true",
        "409,true",
        "429,true",
        "500,true",
        "502,true",
        "503,true",
        "529,true"
    })
    void knowsWhatPasses(int status, boolean passes) {
        assertThat(refusal(status, "{}").retriable()).isEqualTo(passes);
    }

    @Test
    void aSpentBudgetDoesNotPass() {
        assertThat(
                        refusal(
                                        429,
                                        "{\"error\":{\"message\":\"no money\",\"type\":\"insufficient_quota\"}}")
                                .retriable())
                .isFalse();
        assertThat(refusal(429, "{\"error\":{\"type\":\"budget_exceeded\"}}").retriable())
                .isFalse();
    }

    @Test
    void aDamagedBodyPasses() {
        assertThat(
                        refusal(
                                        400,
                                        "{\"error\":{\"message\":\"We could not parse the JSON body\"}}")
                                .retriable())
                .isTrue();
    }

    @Test
    void messagesHelpAndHideSecrets() {
        String text = refusal(401, "{\"error\":{\"message\":\"bad key sk-secret\"}}").text();
        assertThat(text)
                .isEqualTo(
                        "https://models.example:8443 answered 401 (bad key ***). Check LLM_BINDING_API_KEY.");
        assertThat(TARGET.toString()).doesNotContain("pw").doesNotContain("sk-secret");
        assertThat(refusal(502, "<!DOCTYPE html><html>Bad Gateway").text())
                .isEqualTo("https://models.example:8443 answered 502.");
    }

    @Test
    void readsBothFormsOfRetryAfter() {
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(60));
        assertThat(asked("retry-after", "2.5")).contains(Duration.ofMillis(2500));
        assertThat(asked("retry-after-ms", "30")).contains(Duration.ofMillis(30));
        assertThat(asked("retry-after", date).orElseThrow())
                .isBetween(Duration.ofSeconds(55), Duration.ofSeconds(60));
        assertThat(asked("retry-after", "soon")).isEmpty();
        assertThat(asked("retry-after", "-1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:11434", "ftp://x/v1", "", "http://", "http://a b", "https:///v1"})
    void refusesWhatIsNoHttpUrl(String host) {
        assertThatThrownBy(() -> target(host))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("LLM_BINDING_HOST");
    }

    @Test
    void joinsHostAndPathWithOneSlash() {
        assertThat(TARGET.uri().getPath()).isEqualTo("/v1/chat/completions");
    }

    private static Optional<Duration> asked(String name, String value) {
        return TARGET.refusal(429, headers(Map.of(name, List.of(value))), new byte[0]).retryAfter();
    }

    private static AttemptFailure refusal(int status, String body) {
        return TARGET.refusal(status, headers(Map.of()), body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpHeaders headers(Map<String, List<String>> headers) {
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static HttpTarget target(String host) {
        return HttpTarget.of(
                host,
                "/chat/completions",
                Optional.of("sk-secret"),
                Duration.ofSeconds(5),
                "LLM_BINDING_HOST",
                "LLM_BINDING_API_KEY");
    }
}
