package lightrag.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.InvalidInputException;
import lightrag.api.ModelFailureException;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.model.ModelSettings;
import org.junit.jupiter.api.Test;

class LocalModelProviderTest {

    private final LocalModelProvider provider = new LocalModelProvider();

    @Test
    void namesBindingModelsAndDimension() {
        assertThat(provider.binding()).isEqualTo("local");
        EmbeddingModel embedding = provider.openEmbeddingModel(settings("", Map.of()));
        assertThat(embedding.info())
                .isEqualTo(new ModelInfo("local", Optional.empty(), "all-minilm-l6-v2"));
        assertThat(embedding.dimension()).isEqualTo(384);
        assertThat(embedding.maxTokens()).isEmpty();
        assertThat(provider.openLanguageModel(settings("Extractive", Map.of())).info().model())
                .isEqualTo("extractive");
    }

    @Test
    void whatItDoesNotHaveIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> provider.openEmbeddingModel(settings("bge-m3", Map.of())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("all-minilm-l6-v2");
        assertThatThrownBy(() -> provider.openLanguageModel(settings("gpt-4o-mini", Map.of())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("extractive");
        Map<String, String> wide = Map.of("embedding.dim", "1024");
        assertThatThrownBy(() -> provider.openEmbeddingModel(settings("", wide)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("384");
        assertThatThrownBy(() -> provider.openReranker(settings("", Map.of())))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aDeactivatedBindingsModelsSayThatTheyAreReplaced() {
        EmbeddingModel model = provider.openEmbeddingModel(settings("", Map.of()));
        provider.close();
        assertThatThrownBy(
                        () ->
                                model.embed(
                                        List.of("a"),
                                        EmbeddingModel.Purpose.QUERY,
                                        CallPriority.INTERACTIVE))
                .isInstanceOf(ModelFailureException.class)
                .hasMessageContaining("replaced");
    }

    private static ModelSettings settings(String model, Map<String, String> properties) {
        return new ModelSettings(
                Optional.empty(),
                Optional.of(model),
                Optional.empty(),
                Duration.ofSeconds(30),
                properties);
    }
}
