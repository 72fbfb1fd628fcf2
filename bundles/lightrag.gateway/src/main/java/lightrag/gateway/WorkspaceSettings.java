package lightrag.gateway;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lightrag.api.InvalidInputException;
import lightrag.spi.model.ModelRole;
import lightrag.spi.model.ModelSettings;

/**
 * Reads a workspace's model settings by the reference's names, with dots. A role inherits the base
 * model's settings; a role with another binding inherits neither its address nor its key, model or
 * options (rule RL-1).
 */
record WorkspaceSettings(Map<String, String> properties) {

    /** Works without keys and servers. */
    private static final String DEFAULT_BINDING = "local";

    private static final int LLM_TIMEOUT = 240;
    private static final int LLM_MAX_ASYNC = 4;
    private static final int EMBEDDING_TIMEOUT = 30;
    private static final int EMBEDDING_MAX_ASYNC = 8;
    private static final int EMBEDDING_BATCH = 10;
    private static final int RERANK_TIMEOUT = 30;

    WorkspaceSettings {
        properties = Map.copyOf(properties);
    }

    ModelChoice languageModel(ModelRole role) {
        String base = baseBinding();
        String prefix = role.wire() + ".";
        String binding =
                text(prefix + "llm.binding").map(WorkspaceSettings::bindingName).orElse(base);
        boolean inherits = binding.equals(base);
        ModelSettings settings =
                new ModelSettings(
                        inherited(prefix, "llm.binding.host", inherits),
                        inherited(prefix, "llm.model", inherits),
                        inherited(prefix, "llm.binding.api.key", inherits)
                                .or(() -> ownKey(binding)),
                        seconds(inherited(prefix, "llm.timeout", true), "llm.timeout", LLM_TIMEOUT),
                        options(binding, prefix, inherits));
        return new ModelChoice(binding, settings);
    }

    int maxAsync(ModelRole role) {
        return positive(role.wire() + ".max.async.llm").orElseGet(this::maxAsync);
    }

    private int maxAsync() {
        return positive("max.async.llm").or(() -> positive("max.async")).orElse(LLM_MAX_ASYNC);
    }

    ModelChoice embeddingModel() {
        String binding =
                text("embedding.binding")
                        .map(WorkspaceSettings::bindingName)
                        .orElseGet(() -> pairedWithOllama() ? "ollama" : DEFAULT_BINDING);
        Map<String, String> options = options(binding, "", true);
        properties.forEach(
                (name, value) -> {
                    if (name.startsWith("embedding.") && !name.startsWith("embedding.binding")) {
                        options.put(name, value);
                    }
                });
        ModelSettings settings =
                new ModelSettings(
                        text("embedding.binding.host"),
                        text("embedding.model"),
                        text("embedding.binding.api.key").or(() -> ownKey(binding)),
                        seconds(text("embedding.timeout"), "embedding.timeout", EMBEDDING_TIMEOUT),
                        options);
        return new ModelChoice(binding, settings);
    }

    int embeddingMaxAsync() {
        return positive("embedding.func.max.async").orElse(EMBEDDING_MAX_ASYNC);
    }

    int embeddingBatch() {
        return positive("embedding.batch.num").orElse(EMBEDDING_BATCH);
    }

    /** Absent when reranking is off. */
    Optional<ModelChoice> reranker() {
        return text("rerank.binding")
                .map(WorkspaceSettings::bindingName)
                .filter(binding -> !binding.equals("null"))
                .map(this::reranker);
    }

    private ModelChoice reranker(String binding) {
        Map<String, String> options = options(binding, "", true);
        properties.forEach(
                (name, value) -> {
                    if (name.startsWith("rerank.") && !name.startsWith("rerank.binding")) {
                        options.put(name, value);
                    }
                });
        ModelSettings settings =
                new ModelSettings(
                        text("rerank.binding.host"),
                        text("rerank.model"),
                        text("rerank.binding.api.key").or(() -> ownKey(binding)),
                        seconds(text("rerank.timeout"), "rerank.timeout", RERANK_TIMEOUT),
                        options);
        return new ModelChoice(binding, settings);
    }

    int rerankMaxAsync() {
        return positive("max.async.rerank").orElseGet(this::maxAsync);
    }

    /** Share of a workspace when several wait for one provider; 1 is usual. */
    double weight() {
        Optional<String> value = text("gateway.weight");
        if (value.isEmpty()) {
            return 1;
        }
        try {
            double weight = Double.parseDouble(value.get().strip());
            if (weight >= 0.01 && weight <= 100) {
                return weight;
            }
        } catch (NumberFormatException e) {
            throw refused("gateway.weight", "a number from 0.01 to 100");
        }
        throw refused("gateway.weight", "a number from 0.01 to 100");
    }

    private String baseBinding() {
        if (pairedWithOllama()) {
            return "openai";
        }
        return text("llm.binding").map(WorkspaceSettings::bindingName).orElse(DEFAULT_BINDING);
    }

    /** The reference's short name for language models of one binding with embeddings of another. */
    private boolean pairedWithOllama() {
        return text("llm.binding")
                .map(WorkspaceSettings::bindingName)
                .filter("openai-ollama"::equals)
                .isPresent();
    }

    private static String bindingName(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }

    private Optional<String> inherited(String prefix, String name, boolean inherits) {
        return text(prefix + name).or(() -> inherits ? text(name) : Optional.empty());
    }

    /** The key every use of a binding falls back to, for instance {@code openai.api.key}. */
    private Optional<String> ownKey(String binding) {
        return text(own(binding) + "api.key");
    }

    private static String own(String binding) {
        return binding.replace('_', '.').replace('-', '.') + ".";
    }

    /** The binding's own settings, those of the role over those of all; keys are no options. */
    private Map<String, String> options(String binding, String prefix, boolean inherits) {
        String own = own(binding);
        Map<String, String> options = new TreeMap<>();
        if (inherits) {
            copy(own, "", options);
        }
        if (!prefix.isEmpty()) {
            copy(prefix + own, prefix, options);
        }
        options.remove(own + "api.key");
        return options;
    }

    private void copy(String start, String cut, Map<String, String> options) {
        properties.forEach(
                (name, value) -> {
                    if (name.startsWith(start)) {
                        options.put(name.substring(cut.length()), value);
                    }
                });
    }

    /** Empty and {@code none} count as not set, as the reference has it. */
    private Optional<String> text(String name) {
        return Optional.ofNullable(properties.get(name))
                .filter(value -> !value.isBlank() && !value.equalsIgnoreCase("none"));
    }

    private Optional<Integer> positive(String name) {
        return text(name).map(value -> positive(name, value));
    }

    private static Duration seconds(Optional<String> value, String name, int otherwise) {
        return Duration.ofSeconds(value.map(text -> positive(name, text)).orElse(otherwise));
    }

    private static int positive(String name, String value) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(name, "a whole number above zero");
        }
        throw refused(name, "a whole number above zero");
    }

    private static InvalidInputException refused(String name, String wanted) {
        String variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
        return new InvalidInputException(
                name, "Set " + variable + " to " + wanted + ", or leave it out.");
    }
}
