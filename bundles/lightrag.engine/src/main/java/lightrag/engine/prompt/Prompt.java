package lightrag.engine.prompt;

import java.util.Locale;

/** The prompts there are; the file of each is its name in lower case with {@code .txt}. */
public enum Prompt {
    EXTRACT_SYSTEM,
    EXTRACT_USER,
    EXTRACT_CONTINUE,
    EXTRACT_EXAMPLES,
    EXTRACT_JSON_SYSTEM,
    EXTRACT_JSON_USER,
    EXTRACT_JSON_CONTINUE,
    EXTRACT_JSON_EXAMPLES,
    ENTITY_TYPES,
    SECTION_CONTEXT,
    DESCRIBE_TABLE,
    DESCRIBE_EQUATION,
    SUMMARIZE,
    KEYWORDS,
    KEYWORDS_EXAMPLES,
    ANSWER_GRAPH,
    ANSWER_NAIVE,
    CONTEXT_GRAPH,
    CONTEXT_NAIVE,
    NO_ANSWER;

    /** Name of the file, resource or override. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT) + ".txt";
    }

    /** Name of the setting that replaces it. */
    public String key() {
        return "prompt." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
