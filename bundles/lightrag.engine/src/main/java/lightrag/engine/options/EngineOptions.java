package lightrag.engine.options;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import lightrag.engine.prompt.Prompt;
import lightrag.engine.routing.ParserRules;

/**
 * All settings of one engine.
 *
 * @param promptDirectory where an operator's own prompts may lie
 * @param prompts those that are settings
 */
public record EngineOptions(
        QueryDefaults query,
        CacheOptions cache,
        ExtractionOptions extraction,
        MergeOptions merge,
        PipelineOptions pipeline,
        ChunkingOptions chunking,
        DescribeOptions describe,
        ParserRules parserRules,
        Path promptDirectory,
        Map<Prompt, String> prompts) {

    public EngineOptions {
        prompts = Map.copyOf(prompts);
    }

    /**
     * @param properties by dotted name, for instance {@code top.k}
     * @throws lightrag.api.InvalidInputException a chunking number is none, or a parser rule means
     *     nothing
     */
    public static EngineOptions of(Map<String, String> properties) {
        Settings settings = new Settings(properties);
        PromptFiles prompts = new PromptFiles(Path.of(settings.text("prompt.dir", "prompts")));
        return new EngineOptions(
                QueryDefaults.of(settings, prompts),
                CacheOptions.of(settings),
                ExtractionOptions.of(settings, prompts),
                MergeOptions.of(settings),
                PipelineOptions.of(settings),
                ChunkingOptions.of(settings),
                DescribeOptions.of(settings),
                ParserRules.of(settings.text("lightrag.parser", "")),
                prompts.directory(),
                ownPrompts(settings));
    }

    private static Map<Prompt, String> ownPrompts(Settings settings) {
        Map<Prompt, String> prompts = new EnumMap<>(Prompt.class);
        for (Prompt prompt : Prompt.values()) {
            settings.text(prompt.key()).ifPresent(text -> prompts.put(prompt, text));
        }
        return prompts;
    }
}
