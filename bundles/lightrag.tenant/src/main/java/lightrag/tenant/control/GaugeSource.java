package lightrag.tenant.control;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** A service whose numbers are shown with the server's metrics. */
@ConsumerType
public interface GaugeSource {

    /** First word of the metrics' names: lower case letters and underscores. */
    String room();

    /** Numbers by name; names that end in {@code _total} only ever rise. Cheap. */
    Map<String, Long> gauges();
}
