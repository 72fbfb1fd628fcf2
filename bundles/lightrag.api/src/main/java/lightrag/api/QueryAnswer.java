package lightrag.api;

/**
 * @param text the answer, the context or the prompt
 * @param generatedByModel false for contexts, prompts and canned texts
 * @param data what it is based on
 */
public record QueryAnswer(String text, boolean generatedByModel, QueryData data) {}
