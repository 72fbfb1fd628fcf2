package lightrag.spi.model;

/** Who goes first when calls wait for a provider; declared in order (rule RL-2). */
public enum CallPriority {
    /** A person waits for it: keywords, answers, the embedding of a question. */
    INTERACTIVE,
    /** Summaries hold a merge up. */
    SUMMARY,
    /** Everything else of ingest. */
    INGEST
}
