package lightrag.engine.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * @param json the model is asked for a JSON object instead of delimited lines
 * @param gleaning a second pass asks for what the first missed (rule EX-20: never more than one)
 * @param maxRecords stated in the prompt only
 * @param maxEntities stated in the prompt only
 * @param maxInputTokens of a gleaning call; 0 or less switches the check off
 * @param language of names and descriptions
 * @param chunkConcurrency chunks of one document in work at a time
 * @param profile file of entity types and examples in place of the built-in ones
 */
public record ExtractionOptions(
        boolean json,
        boolean gleaning,
        int maxRecords,
        int maxEntities,
        int maxInputTokens,
        String language,
        int chunkConcurrency,
        Optional<Path> profile) {

    static ExtractionOptions of(Settings settings, PromptFiles prompts) {
        String profile = "entity.type.prompt.file";
        int async = settings.integer("max.async.llm", settings.integer("max.async", 4));
        return new ExtractionOptions(
                settings.text("entity.extraction.use.json", "false").equalsIgnoreCase("true"),
                settings.integer("max.gleaning", 1) > 0,
                settings.integer("max.extraction.records", 100),
                settings.integer("max.extraction.entities", 40),
                settings.integer("max.extract.input.tokens", 20480),
                settings.text("summary.language", "English"),
                Math.max(1, async),
                settings.text(profile)
                        .map(
                                name ->
                                        prompts.file(
                                                profile,
                                                "entity_type",
                                                name,
                                                List.of(".yml", ".yaml"))));
    }
}
