package lightrag.spi.storage;

/**
 * The key-value stores of a workspace (rules DM-1 to DM-7); values are JSON in UTF-8 that the
 * engine owns.
 */
public enum KeyValueNamespace {
    FULL_DOCS("full_docs"),
    TEXT_CHUNKS("text_chunks"),
    LLM_RESPONSE_CACHE("llm_response_cache"),
    FULL_ENTITIES("full_entities"),
    FULL_RELATIONS("full_relations"),
    ENTITY_CHUNKS("entity_chunks"),
    RELATION_CHUNKS("relation_chunks"),
    /** Facts about the workspace itself: format, embedding model and dimension. */
    WORKSPACE_META("workspace_meta");

    private final String wire;

    KeyValueNamespace(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
