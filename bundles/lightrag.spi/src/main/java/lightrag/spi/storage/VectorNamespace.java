package lightrag.spi.storage;

/** The vector stores of a workspace (rules DM-8 to DM-10). */
public enum VectorNamespace {
    ENTITIES("entities"),
    RELATIONSHIPS("relationships"),
    CHUNKS("chunks");

    private final String wire;

    VectorNamespace(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
