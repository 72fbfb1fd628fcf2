package lightrag.tenant.control;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One configuration.
 *
 * @param settings in force, by dotted name; secrets as {@code ***}
 * @param layers where each of them comes from
 * @param refused why the present version of the operator's file is not in force
 */
public record SettingsState(
        String pid,
        Map<String, String> settings,
        Map<String, Layer> layers,
        Optional<String> refused) {

    /** The upper ones win. */
    public enum Layer {
        /** What the server was started with. */
        START,
        /** What was changed at run time. */
        CHANGED,
        /** The operator's file. */
        FILE
    }

    public SettingsState {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        layers = Collections.unmodifiableMap(new TreeMap<>(layers));
    }
}
