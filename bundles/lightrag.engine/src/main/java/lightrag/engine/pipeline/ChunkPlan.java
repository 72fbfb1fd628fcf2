package lightrag.engine.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import lightrag.api.ChunkingChoice;
import lightrag.api.InvalidInputException;
import lightrag.engine.options.ChunkingOptions;
import lightrag.engine.routing.Directives;
import lightrag.engine.text.PythonText;

/**
 * How a document is cut; fixed when it is accepted (rule CH-4).
 *
 * @param letter of the strategy among the process options
 * @param params complete, by wire name
 */
record ChunkPlan(String strategy, String letter, Map<String, Object> params) {

    private static final Map<String, String> STRATEGIES =
            Map.of(
                    "F",
                    "fixed_token",
                    "R",
                    "recursive_character",
                    "V",
                    "semantic_vector",
                    "P",
                    "paragraph_semantic");
    private static final String SIZE = "chunk_token_size";
    private static final String OVERLAP = "chunk_overlap_token_size";

    /** Names of parameters in the text a document's row shows, in their order there. */
    private static final Map<String, String> SHOWN = shown();

    /**
     * As a caller chose; the default strategy where nothing was chosen.
     *
     * @throws InvalidInputException there is no such strategy, or its parameters contradict each
     *     other
     */
    static ChunkPlan of(Optional<ChunkingChoice> choice, ChunkingOptions options) {
        return of(
                choice.map(ChunkingChoice::strategy).orElse(ChunkingOptions.DEFAULT_STRATEGY),
                choice.map(ChunkingChoice::params).orElse(Map.of()),
                options);
    }

    /**
     * As a file's name or a rule asks. The letter {@code C} asks for a caller's own strategy, which
     * a server has none of: its files get the default one.
     *
     * @throws InvalidInputException the parameters contradict each other
     */
    static ChunkPlan of(Directives asked, ChunkingOptions options) {
        return of(
                STRATEGIES.getOrDefault(
                        String.valueOf(asked.strategy()), ChunkingOptions.DEFAULT_STRATEGY),
                asked.params(),
                options);
    }

    private static ChunkPlan of(
            String strategy, Map<String, Object> chosen, ChunkingOptions options) {
        Map<String, Object> params = new LinkedHashMap<>(options.of(strategy));
        params.putAll(chosen);
        ChunkPlan plan = new ChunkPlan(strategy, letterOf(strategy), Map.copyOf(params));
        plan.check();
        return plan;
    }

    private static String letterOf(String strategy) {
        return STRATEGIES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(strategy))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(
                        () ->
                                new InvalidInputException(
                                        "chunking",
                                        "There is no chunking strategy "
                                                + strategy
                                                + " here; use one of "
                                                + String.join(
                                                        ", ",
                                                        STRATEGIES.values().stream()
                                                                .sorted()
                                                                .toList())
                                                + "."));
    }

    private void check() {
        boolean whole =
                params.containsKey("split_by_character")
                        && Boolean.TRUE.equals(params.get("split_by_character_only"));
        int size = number(SIZE, 1);
        int overlap = number(OVERLAP, 0);
        if (size < 1 || overlap < 0 || (overlap >= size && !whole)) {
            throw new InvalidInputException(
                    "chunking",
                    "The overlap of chunks ("
                            + overlap
                            + ") must be 0 or more and smaller than their size ("
                            + size
                            + ").");
        }
    }

    private int number(String name, int otherwise) {
        return params.get(name) instanceof Number number ? number.intValue() : otherwise;
    }

    /** The plan in a document's row. */
    Map<String, Object> snapshot() {
        return Map.of(strategy, params);
    }

    /** The plan a row holds, or the workspace's default for a row without one. */
    static ChunkPlan ofSnapshot(
            Map<String, Object> snapshot, String letters, ChunkingOptions options) {
        for (Map.Entry<String, Object> entry : snapshot.entrySet()) {
            if (entry.getValue() instanceof Map<?, ?> stored
                    && STRATEGIES.containsValue(entry.getKey())) {
                Map<String, Object> params = new LinkedHashMap<>();
                stored.forEach((name, value) -> params.put(String.valueOf(name), value));
                return new ChunkPlan(entry.getKey(), letterOf(entry.getKey()), params);
            }
        }
        return of(new Directives("", letters, Map.of()), options);
    }

    /** For instance {@code size=1200, split_only=False, overlap=100}. */
    String shownParams() {
        StringJoiner text = new StringJoiner(", ").add("size=" + number(SIZE, 0));
        SHOWN.forEach(
                (name, label) ->
                        Optional.ofNullable(params.get(name))
                                .filter(value -> !value.equals("") && !value.equals(List.of()))
                                .ifPresent(
                                        value -> text.add(label + "=" + PythonText.repr(value))));
        return text.toString();
    }

    private static Map<String, String> shown() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("split_by_character", "split_by");
        names.put("split_by_character_only", "split_only");
        names.put("separators", "seps");
        names.put(OVERLAP, "overlap");
        names.put("breakpoint_threshold_type", "break");
        names.put("breakpoint_threshold_amount", "amount");
        names.put("buffer_size", "buf");
        names.put("drop_references", "drop_rf");
        return names;
    }
}
