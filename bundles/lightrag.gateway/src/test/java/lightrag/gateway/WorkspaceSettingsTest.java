package lightrag.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import lightrag.api.InvalidInputException;
import lightrag.spi.model.ModelRole;
import org.junit.jupiter.api.Test;

class WorkspaceSettingsTest {

    private static final WorkspaceSettings FULL =
            new WorkspaceSettings(
                    Map.ofEntries(
                            Map.entry("llm.binding", "OpenAI"),
                            Map.entry("llm.binding.host", "http://base/v1"),
                            Map.entry("llm.binding.api.key", "base-key"),
                            Map.entry("llm.model", "big"),
                            Map.entry("llm.timeout", "100"),
                            Map.entry("openai.llm.temperature", "0.5"),
                            Map.entry("openai.llm.top.p", "0.9"),
                            Map.entry("max.async", "6"),
                            Map.entry("keyword.llm.model", "small"),
                            Map.entry("keyword.llm.timeout", "20"),
                            Map.entry("keyword.max.async.llm", "9"),
                            Map.entry("keyword.openai.llm.temperature", "0"),
                            Map.entry("vlm.llm.binding", "ollama"),
                            Map.entry("vlm.llm.model", "eyes"),
                            Map.entry("vlm.ollama.llm.num.ctx", "99"),
                            Map.entry("ollama.llm.seed", "1"),
                            Map.entry("embedding.binding", "ollama"),
                            Map.entry("embedding.binding.api.key", "embed-key"),
                            Map.entry("embedding.dim", "64"),
                            Map.entry("rerank.binding", "cohere"),
                            Map.entry("rerank.model", "r"),
                            Map.entry("chunk.size", "1200")));

    @Test
    void rolesInheritTheBaseModel() {
        ModelChoice extract = FULL.languageModel(ModelRole.EXTRACT);
        assertThat(extract.binding()).isEqualTo("openai");
        assertThat(extract.settings().host()).contains("http://base/v1");
        assertThat(extract.settings().apiKey()).contains("base-key");
        assertThat(extract.settings().model()).contains("big");
        assertThat(extract.settings().timeout()).isEqualTo(Duration.ofSeconds(100));
        assertThat(extract.settings().properties())
                .isEqualTo(Map.of("openai.llm.temperature", "0.5", "openai.llm.top.p", "0.9"));
        assertThat(FULL.maxAsync(ModelRole.EXTRACT)).isEqualTo(6);
        assertThat(FULL.languageModel(ModelRole.QUERY)).isEqualTo(extract);
    }

    @Test
    void rolesOverride() {
        ModelChoice keyword = FULL.languageModel(ModelRole.KEYWORD);
        assertThat(keyword.settings().model()).contains("small");
        assertThat(keyword.settings().apiKey()).contains("base-key");
        assertThat(keyword.settings().timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(keyword.settings().properties())
                .isEqualTo(Map.of("openai.llm.temperature", "0", "openai.llm.top.p", "0.9"));
        assertThat(FULL.maxAsync(ModelRole.KEYWORD)).isEqualTo(9);
    }

    @Test
    void anotherBindingInheritsNoSecretsOrOptions() {
        ModelChoice vlm = FULL.languageModel(ModelRole.VLM);
        assertThat(vlm.binding()).isEqualTo("ollama");
        assertThat(vlm.settings().host()).isEmpty();
        assertThat(vlm.settings().apiKey()).isEmpty();
        assertThat(vlm.settings().model()).contains("eyes");
        assertThat(vlm.settings().timeout()).isEqualTo(Duration.ofSeconds(100));
        assertThat(vlm.settings().properties()).isEqualTo(Map.of("ollama.llm.num.ctx", "99"));
    }

    @Test
    void embeddingsAndRerankersHaveTheirOwn() {
        ModelChoice embedding = FULL.embeddingModel();
        assertThat(embedding.binding()).isEqualTo("ollama");
        assertThat(embedding.settings().apiKey()).contains("embed-key");
        assertThat(embedding.settings().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(embedding.settings().properties())
                .isEqualTo(Map.of("ollama.llm.seed", "1", "embedding.dim", "64"));
        assertThat(FULL.embeddingMaxAsync()).isEqualTo(8);
        assertThat(FULL.embeddingBatch()).isEqualTo(10);
        assertThat(FULL.reranker().orElseThrow().binding()).isEqualTo("cohere");
        assertThat(FULL.rerankMaxAsync()).isEqualTo(6);
    }

    @Test
    void defaults() {
        WorkspaceSettings empty =
                new WorkspaceSettings(Map.of("rerank.binding", "null", "llm.timeout", "None"));
        assertThat(empty.languageModel(ModelRole.QUERY).binding()).isEqualTo("local");
        assertThat(empty.languageModel(ModelRole.QUERY).settings().timeout())
                .isEqualTo(Duration.ofMinutes(4));
        assertThat(empty.embeddingModel().binding()).isEqualTo("local");
        assertThat(empty.embeddingModel().settings().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(new WorkspaceSettings(Map.of("rerank.binding", "jina")).reranker())
                .hasValueSatisfying(
                        jina ->
                                assertThat(jina.settings().timeout())
                                        .isEqualTo(Duration.ofSeconds(30)));
        assertThat(empty.reranker()).isEqualTo(Optional.empty());
        assertThat(empty.maxAsync(ModelRole.QUERY)).isEqualTo(4);
        assertThat(empty.weight()).isEqualTo(1);
        WorkspaceSettings pair = new WorkspaceSettings(Map.of("llm.binding", "openai-ollama"));
        assertThat(pair.languageModel(ModelRole.QUERY).binding()).isEqualTo("openai");
        assertThat(pair.embeddingModel().binding()).isEqualTo("ollama");
    }

    @Test
    void aBindingsOwnKeyIsTheLastResort() {
        WorkspaceSettings settings =
                new WorkspaceSettings(
                        Map.of(
                                "llm.binding", "openai",
                                "openai.api.key", "fallback",
                                "query.llm.binding.api.key", "own",
                                "embedding.binding", "openai"));
        assertThat(settings.languageModel(ModelRole.EXTRACT).settings().apiKey())
                .contains("fallback");
        assertThat(settings.languageModel(ModelRole.QUERY).settings().apiKey()).contains("own");
        assertThat(settings.embeddingModel().settings().apiKey()).contains("fallback");
        assertThat(settings.embeddingModel().settings().properties()).isEmpty();
    }

    @Test
    void refusesNumbersThatAreNone() {
        assertThatThrownBy(
                        () ->
                                new WorkspaceSettings(Map.of("llm.timeout", "soon"))
                                        .languageModel(ModelRole.QUERY))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("LLM_TIMEOUT");
        assertThatThrownBy(() -> new WorkspaceSettings(Map.of("gateway.weight", "-1")).weight())
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void secretsAreNotShown() {
        assertThat(FULL.languageModel(ModelRole.EXTRACT).toString()).doesNotContain("base-key");
        assertThat(FULL.languageModel(ModelRole.EXTRACT).provider().toString())
                .doesNotContain("base-key");
    }
}
