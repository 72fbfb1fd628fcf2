package lightrag.tenant.control;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something an operator may want to know.
 *
 * @param kind dotted, of the room first, for instance {@code engine.activated}
 * @param details flat texts, by name; without secrets
 */
public record ControlEvent(Instant at, String kind, Map<String, String> details) {

    public ControlEvent {
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }
}
