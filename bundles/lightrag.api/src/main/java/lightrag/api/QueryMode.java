package lightrag.api;

import java.util.Locale;

/** How a question is answered (section 6 of the engine rules). */
public enum QueryMode {
    LOCAL,
    GLOBAL,
    HYBRID,
    NAIVE,
    MIX,
    BYPASS;

    /** The name on the wire: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
