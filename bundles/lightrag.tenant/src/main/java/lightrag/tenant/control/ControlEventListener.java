package lightrag.tenant.control;

import org.osgi.annotation.versioning.ConsumerType;

/** A service that is told of all events, by whoever has one to tell. Must not block. */
@ConsumerType
@FunctionalInterface
public interface ControlEventListener {

    void event(ControlEvent event);
}
