package lightrag.engine.options;

import java.nio.file.Path;
import java.util.Map;

/**
 * All settings of one engine.
 *
 * @param promptDirectory where an operator's own prompts may lie
 */
public record EngineOptions(
        QueryDefaults query,
        CacheOptions cache,
        ExtractionOptions extraction,
        MergeOptions merge,
        PipelineOptions pipeline,
        ChunkingOptions chunking,
        Path promptDirectory) {

    /**
     * @param properties by dotted name, for instance {@code top.k}
     * @throws lightrag.api.InvalidInputException a chunking number is none
     */
    public static EngineOptions of(Map<String, String> properties) {
        Settings settings = new Settings(properties);
        Path prompts = Path.of(settings.text("prompt.dir", "prompts"));
        return new EngineOptions(
                QueryDefaults.of(settings, prompts),
                CacheOptions.of(settings),
                ExtractionOptions.of(settings),
                MergeOptions.of(settings),
                PipelineOptions.of(settings),
                ChunkingOptions.of(settings),
                prompts);
    }
}
