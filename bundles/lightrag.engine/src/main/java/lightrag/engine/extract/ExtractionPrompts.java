package lightrag.engine.extract;

import java.util.HashMap;
import java.util.Map;
import lightrag.engine.options.ExtractionOptions;
import lightrag.engine.prompt.Prompt;
import lightrag.engine.prompt.Prompts;

/**
 * The messages of extraction with everything filled in that is the same for all chunks (rules EX-3
 * to EX-6).
 */
final class ExtractionPrompts {

    private final Prompts prompts;
    private final Map<String, String> slots;
    private final Prompt user;
    private final String system;
    private final String more;

    ExtractionPrompts(Prompts prompts, ExtractionOptions options) {
        boolean json = options.json();
        this.prompts = prompts;
        this.slots =
                new HashMap<>(
                        Map.of(
                                "tuple_delimiter", Delimiters.TUPLE,
                                "completion_delimiter", Delimiters.COMPLETION,
                                "language", options.language(),
                                "max_total_records", String.valueOf(options.maxRecords()),
                                "max_entity_records", String.valueOf(options.maxEntities()),
                                "entity_types_guidance",
                                        prompts.text(Prompt.ENTITY_TYPES).strip()));
        Prompt examples = json ? Prompt.EXTRACT_JSON_EXAMPLES : Prompt.EXTRACT_EXAMPLES;
        slots.put("examples", prompts.fill(examples, slots).strip());
        this.user = json ? Prompt.EXTRACT_JSON_USER : Prompt.EXTRACT_USER;
        this.system =
                prompts.fill(json ? Prompt.EXTRACT_JSON_SYSTEM : Prompt.EXTRACT_SYSTEM, slots);
        this.more =
                prompts.fill(json ? Prompt.EXTRACT_JSON_CONTINUE : Prompt.EXTRACT_CONTINUE, slots);
    }

    String system() {
        return system;
    }

    /** Asks for what the first reply missed. */
    String more() {
        return more;
    }

    /**
     * @param sectionPath empty where the chunk has no headings
     */
    String user(String text, String sectionPath) {
        String context =
                sectionPath.isEmpty()
                        ? ""
                        : prompts.fill(Prompt.SECTION_CONTEXT, Map.of("heading_path", sectionPath));
        Map<String, String> all = new HashMap<>(slots);
        all.put("heading_context_block", context);
        all.put("input_text", text);
        return prompts.fill(user, all);
    }
}
