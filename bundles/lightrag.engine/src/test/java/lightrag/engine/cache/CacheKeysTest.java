package lightrag.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import lightrag.api.ChatMessage;
import lightrag.engine.text.Hashing;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.model.ModelRole;
import org.junit.jupiter.api.Test;

/** The golden vectors of appendix A-1, made by a reference without a binding's name. */
class CacheKeysTest {

    private static final String EXTRACT = identity("extract");

    private static String identity(String role) {
        return "{\"binding\":null,\"host\":null,\"model\":\"gpt-4o-mini\",\"role\":\""
                + role
                + "\"}";
    }

    @Test
    void extraction() {
        String prompt = CacheKeys.promptText("u", Optional.of("s"), List.of());
        assertThat(CacheKeys.extractHash(prompt, false, EXTRACT))
                .isEqualTo("e5ad599a1b69e35a16b48fa14cd571b4");
        assertThat(CacheKeys.extractHash(prompt, true, EXTRACT))
                .isEqualTo("9e3bc82b757bed49dfbc1b74bf402716");
    }

    /** Check 17: the second pass has a key of its own, with the first in its history. */
    @Test
    void gleaning() {
        String prompt =
                CacheKeys.promptText(
                        "g",
                        Optional.of("s"),
                        List.of(
                                new ChatMessage("user", "u"),
                                new ChatMessage("assistant", "é\"a")));
        assertThat(prompt)
                .endsWith(
                        "[{\"role\": \"user\", \"content\": \"u\"}, {\"role\": \"assistant\", \"content\": \"é\\\"a\"}]");
        assertThat(CacheKeys.extractHash(prompt, false, EXTRACT))
                .isEqualTo("d19944ad12cf54ab0c5cbdbf8f838ab5");
    }

    @Test
    void keywords() {
        assertThat(CacheKeys.keywordsHash("mix", "q", "English", identity("keyword")))
                .isEqualTo("f0b5631d1f5e18c95ca6c014bac3ff69");
    }

    @Test
    void graphAnswer() {
        List<Object> settings =
                List.of(
                        "query-answer-cache-v2",
                        "mix",
                        "q",
                        "Multiple Paragraphs",
                        40,
                        20,
                        6000,
                        8000,
                        30000,
                        "h1, h2",
                        "l1",
                        "",
                        true,
                        true);
        assertThat(CacheKeys.answerHash(settings, identity("query")))
                .isEqualTo("db84bbfd57028f69784018b10033f8f5");
    }

    @Test
    void identityNamesModelAndRole() {
        assertThat(
                        CacheKeys.identity(
                                new ModelInfo("openai", Optional.empty(), "m\"x"),
                                ModelRole.KEYWORD))
                .isEqualTo(
                        "{\"binding\":\"openai\",\"host\":null,\"model\":\"m\\\"x\",\"role\":\"keyword\"}");
        assertThat(CacheKeys.key("default", CacheKind.EXTRACT, Hashing.md5("x")))
                .startsWith("default:extract:");
    }
}
