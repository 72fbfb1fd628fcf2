package lightrag.spi.storage;

/** What a finished commit survives. */
public enum Durability {
    /** A kill of the process. */
    WRITTEN,
    /** A power cut too. */
    SYNCED
}
