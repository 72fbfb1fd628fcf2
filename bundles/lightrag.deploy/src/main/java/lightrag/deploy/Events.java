package lightrag.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import lightrag.tenant.control.ControlEvent;
import lightrag.tenant.control.ControlEventListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and whoever listens. */
final class Events {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final List<ControlEventListener> listeners = new CopyOnWriteArrayList<>();

    void add(ControlEventListener listener) {
        listeners.add(listener);
    }

    void remove(ControlEventListener listener) {
        listeners.remove(listener);
    }

    void tell(String kind, String version, String message) {
        LOG.info("{} {}: {}", kind, version, message);
        ControlEvent event =
                new ControlEvent(
                        Instant.now(), kind, Map.of("version", version, "message", message));
        for (ControlEventListener listener : listeners) {
            try {
                listener.event(event);
            } catch (RuntimeException e) {
                LOG.warn("A listener does not take events", e);
            }
        }
    }
}
