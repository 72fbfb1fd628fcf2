package lightrag.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import lightrag.manager.migration.Embedding;
import org.junit.jupiter.api.Test;

class EmbeddingSettingsTest {

    private static final Map<String, String> REMOTE =
            Map.of(
                    "embedding.binding", "openai",
                    "embedding.binding.host", "http://old",
                    "embedding.model", "small");
    private static final Embedding FORMER = new Embedding("small", 8, REMOTE);

    private static Map<String, String> configured(String... more) {
        Map<String, String> all =
                new HashMap<>(
                        Map.of(
                                "embedding.binding", "openai",
                                "embedding.binding.host", "http://new",
                                "embedding.model", "large",
                                "embedding.dim", "16",
                                "embedding.binding.api.key", "new-key",
                                "embedding.chunk.overlap.token.size", "5",
                                "top.k", "3"));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    @Test
    void anEarlierModelTakesThePlaceOfTheConfiguredOneWithItsOwnKey() {
        Map<String, String> with =
                EmbeddingSettings.with(
                        configured("former.embedding.binding.api.key", "old-key"), FORMER);
        assertThat(with)
                .containsAllEntriesOf(REMOTE)
                .containsEntry("embedding.binding.api.key", "old-key")
                .containsEntry("embedding.chunk.overlap.token.size", "5")
                .containsEntry("top.k", "3")
                .doesNotContainKey("embedding.dim");
        assertThat(EmbeddingSettings.with(configured(), FORMER))
                .as("the new provider's key is not sent to the former one")
                .doesNotContainKey("embedding.binding.api.key");
    }

    @Test
    void oneProviderHasOneKey() {
        assertThat(
                        EmbeddingSettings.with(
                                configured("embedding.binding.host", "http://old"), FORMER))
                .containsEntry("embedding.binding.api.key", "new-key");
    }

    @Test
    void goingBackExchangesModelsAndKeys() {
        Map<String, String> now = configured("former.embedding.binding.api.key", "old-key");
        Map<String, String> changes = EmbeddingSettings.returning(now, FORMER);
        assertThat(changes)
                .containsAllEntriesOf(REMOTE)
                .containsEntry("embedding.dim", "")
                .containsEntry("embedding.binding.api.key", "old-key")
                .containsEntry("former.embedding.binding.api.key", "new-key")
                .doesNotContainKey("embedding.chunk.overlap.token.size");
        assertThat(EmbeddingSettings.returning(REMOTE, FORMER)).isEmpty();
    }

    @Test
    void anEngineKeepsTheKeyThatWasNotKeptElsewhere() {
        Map<String, String> engine = new HashMap<>(REMOTE);
        engine.put("embedding.binding.api.key", "old-key");
        Map<String, String> wanted = EmbeddingSettings.with(configured(), FORMER);
        assertThat(EmbeddingSettings.withKnownKey(wanted, engine, configured()))
                .containsEntry("embedding.binding.api.key", "old-key");
        assertThat(EmbeddingSettings.withKnownKey(REMOTE, engine, REMOTE))
                .as("a key that was taken away is gone")
                .isEqualTo(REMOTE);
    }

    @Test
    void noKeyIsHandedToEnginesOrLeftBehind() {
        Map<String, String> now = configured("former.embedding.binding.api.key", "old-key");
        assertThat(EmbeddingSettings.ofEngine(now)).isEqualTo(configured());
        assertThat(EmbeddingSettings.forgetting(now))
                .isEqualTo(Map.of("former.embedding.binding.api.key", ""));
        assertThat(EmbeddingSettings.forgetting(configured())).isEmpty();
    }
}
