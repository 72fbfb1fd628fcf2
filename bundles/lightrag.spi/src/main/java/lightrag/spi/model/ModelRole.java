package lightrag.spi.model;

import java.util.Locale;

/** What a language model is asked for (rule RL-1). */
public enum ModelRole {
    EXTRACT,
    KEYWORD,
    QUERY,
    VLM;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
