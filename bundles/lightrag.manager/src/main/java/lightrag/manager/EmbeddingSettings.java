package lightrag.manager;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import lightrag.manager.migration.Embedding;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.WorkspaceModels;

/** Which of a workspace's settings choose its embedding model, and those of an earlier one. */
final class EmbeddingSettings {

    private static final String PREFIX = "embedding.";

    /** About chunks, not about the model. */
    private static final String CHUNKS = "embedding.chunk.";

    private static final String BINDING = "embedding.binding";
    private static final String HOST = "embedding.binding.host";
    private static final String KEY = "embedding.binding.api.key";

    /**
     * The key of the model that is not configured: the present one's while the configured one is on
     * its way, the former one's until it is confirmed. Keys are kept where keys are kept.
     */
    private static final String FORMER_KEY = "former." + KEY;

    /** What decides which vectors can be compared. */
    private static final List<String> CHOICE = List.of(BINDING, "embedding.model", "embedding.dim");

    private EmbeddingSettings() {}

    /** The embedding model of open models, with the settings by which it was opened. */
    static Embedding embedding(WorkspaceModels models, Map<String, String> settings) {
        EmbeddingModel model = models.embeddingModel();
        Map<String, String> recorded = new TreeMap<>(settings);
        recorded.keySet().removeIf(name -> !isOfModel(name) || name.equals(KEY));
        return new Embedding(model.info().model(), model.dimension(), recorded);
    }

    private static boolean isOfModel(String name) {
        return name.startsWith(PREFIX) && !name.startsWith(CHUNKS);
    }

    /** Whether both name the same model. */
    static boolean sameChoice(Map<String, String> one, Map<String, String> other) {
        return CHOICE.stream()
                .allMatch(name -> one.getOrDefault(name, "").equals(other.getOrDefault(name, "")));
    }

    /** What is configured, with an earlier embedding model in place of the configured one. */
    static Map<String, String> with(Map<String, String> configured, Embedding by) {
        Map<String, String> all = new HashMap<>(configured);
        all.keySet().removeIf(EmbeddingSettings::isOfModel);
        all.putAll(by.settings());
        key(configured, by).ifPresent(key -> all.put(KEY, key));
        return Map.copyOf(all);
    }

    /** Without the key that is none of the engine's. */
    static Map<String, String> ofEngine(Map<String, String> settings) {
        Map<String, String> own = new HashMap<>(settings);
        own.remove(FORMER_KEY);
        return Map.copyOf(own);
    }

    /** One provider has one key, which may have been renewed since. */
    private static Optional<String> key(Map<String, String> configured, Embedding by) {
        boolean sameProvider =
                List.of(BINDING, HOST).stream()
                        .allMatch(
                                name ->
                                        configured
                                                .getOrDefault(name, "")
                                                .equals(by.settings().getOrDefault(name, "")));
        return Optional.ofNullable(configured.get(sameProvider ? KEY : FORMER_KEY));
    }

    /**
     * The settings of an earlier model, with the key its engine has where none was kept.
     *
     * @param configured not for this model, or nothing is added
     */
    static Map<String, String> withKnownKey(
            Map<String, String> wanted,
            Map<String, String> engine,
            Map<String, String> configured) {
        if (wanted.containsKey(KEY)
                || !engine.containsKey(KEY)
                || sameChoice(wanted, configured)
                || !sameChoice(wanted, engine)) {
            return wanted;
        }
        Map<String, String> all = new HashMap<>(wanted);
        all.putAll(Map.of(KEY, Objects.requireNonNull(engine.get(KEY))));
        return all;
    }

    /**
     * Changes of settings that keep the present model's key while another one is on its way.
     *
     * @param present settings of the model in force
     */
    static Map<String, String> keeping(Map<String, String> present) {
        return Map.of(FORMER_KEY, present.getOrDefault(KEY, ""));
    }

    /** Changes of settings once there is one model only. */
    static Map<String, String> forgetting(Map<String, String> own) {
        return own.containsKey(FORMER_KEY) ? Map.of(FORMER_KEY, "") : Map.of();
    }

    /**
     * Changes of settings that make an earlier model the configured one.
     *
     * @param configured as it is now
     */
    static Map<String, String> returning(Map<String, String> configured, Embedding by) {
        if (sameChoice(configured, by.settings())) {
            return Map.of();
        }
        Map<String, String> changes = new TreeMap<>();
        configured.keySet().stream()
                .filter(EmbeddingSettings::isOfModel)
                .forEach(name -> changes.put(name, ""));
        changes.putAll(by.settings());
        changes.put(KEY, key(configured, by).orElse(""));
        changes.put(FORMER_KEY, configured.getOrDefault(KEY, ""));
        return changes;
    }
}
