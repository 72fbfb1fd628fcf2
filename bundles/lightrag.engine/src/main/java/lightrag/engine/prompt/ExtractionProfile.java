package lightrag.engine.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.InvalidInputException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * An operator's entity types and examples for extraction, from a YAML file with the keys {@code
 * entity_types_guidance} (text), {@code entity_extraction_examples} and {@code
 * entity_extraction_json_examples} (lists of texts).
 */
public final class ExtractionProfile {

    private static final String SETTING = "ENTITY_TYPE_PROMPT_FILE";
    private static final String GUIDANCE = "entity_types_guidance";
    private static final String EXAMPLES = "entity_extraction_examples";
    private static final String JSON_EXAMPLES = "entity_extraction_json_examples";

    private final Path file;
    private final Map<?, ?> fields;

    private ExtractionProfile(Path file, Map<?, ?> fields) {
        this.file = file;
        this.fields = fields;
    }

    /**
     * The prompts that a profile replaces.
     *
     * @param json whether models are asked for JSON; examples of that form must be there
     * @throws InvalidInputException the file is missing, is no YAML, or a field is not as it must
     *     be
     */
    public static Map<Prompt, String> load(Path file, boolean json) {
        return new ExtractionProfile(file, read(file)).prompts(json);
    }

    private static Map<?, ?> read(Path file) {
        try {
            Object read =
                    new Load(LoadSettings.builder().setLabel(SETTING).build())
                            .loadFromString(Files.readString(file));
            if (read == null) {
                return Map.of();
            }
            if (read instanceof Map<?, ?> fields) {
                return fields;
            }
            throw broken(file, "must hold a mapping of names to values");
        } catch (IOException e) {
            throw broken(file, "can't be read: " + e);
        } catch (YamlEngineException e) {
            throw broken(file, "is no valid YAML: " + e.getMessage());
        }
    }

    private Map<Prompt, String> prompts(boolean json) {
        Map<Prompt, String> prompts = new EnumMap<>(Prompt.class);
        guidance().ifPresent(text -> prompts.put(Prompt.ENTITY_TYPES, text));
        examples(EXAMPLES)
                .ifPresent(text -> prompts.put(Prompt.EXTRACT_EXAMPLES, singleBraces(text)));
        examples(JSON_EXAMPLES).ifPresent(text -> prompts.put(Prompt.EXTRACT_JSON_EXAMPLES, text));
        if (!prompts.containsKey(json ? Prompt.EXTRACT_JSON_EXAMPLES : Prompt.EXTRACT_EXAMPLES)) {
            throw broken(
                    file,
                    "needs "
                            + (json ? JSON_EXAMPLES : EXAMPLES)
                            + ", since models are asked for "
                            + (json ? "JSON" : "lines")
                            + " here");
        }
        return prompts;
    }

    /** Slots stand in single braces, so others are written twice in examples of lines. */
    private static String singleBraces(String text) {
        return text.replace("{{", "{").replace("}}", "}");
    }

    private Optional<String> guidance() {
        Object value = fields.get(GUIDANCE);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(text(value, GUIDANCE));
    }

    private Optional<String> examples(String field) {
        if (!fields.containsKey(field)) {
            return Optional.empty();
        }
        if (fields.get(field) instanceof List<?> list && !list.isEmpty()) {
            return Optional.of(
                    String.join("\n", list.stream().map(item -> text(item, field)).toList()));
        }
        throw broken(file, "must have a list of texts in " + field);
    }

    private String text(Object value, String field) {
        if (value instanceof String text && !text.isBlank()) {
            return text.stripTrailing();
        }
        throw broken(file, "must have text that is not blank in " + field);
    }

    private static InvalidInputException broken(Path file, String problem) {
        return new InvalidInputException(
                SETTING, "The file " + file.getFileName() + " of " + SETTING + " " + problem + ".");
    }
}
