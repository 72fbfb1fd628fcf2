package lightrag.engine.cache;

import java.util.Locale;

/** What a kept reply is (rule CA-1). */
public enum CacheKind {
    EXTRACT,
    SUMMARY,
    ANALYSIS,
    KEYWORDS,
    QUERY;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean ofQueries() {
        return this == KEYWORDS || this == QUERY;
    }
}
