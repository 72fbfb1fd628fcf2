package lightrag.api;

import java.util.Map;

/**
 * A chunking strategy with its parameters, named as on the wire.
 *
 * @param strategy {@code fixed_token}, {@code recursive_character}, {@code semantic_vector}, {@code
 *     paragraph_semantic} or {@code custom}
 * @param params values are String, Integer, Double, Boolean or a list of String; absent = inherit
 */
public record ChunkingChoice(String strategy, Map<String, Object> params) {
    public ChunkingChoice {
        params = Map.copyOf(params);
    }
}
