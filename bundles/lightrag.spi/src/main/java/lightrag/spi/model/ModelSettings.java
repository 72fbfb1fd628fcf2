package lightrag.spi.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * @param host base URL; absent = the binding's default
 * @param model name; absent = the binding's default
 * @param apiKey secret, never logged; the text form of this record leaves it out
 * @param timeout of one call
 * @param properties further settings by dotted name, for instance {@code embedding.dim}
 */
public record ModelSettings(
        Optional<String> host,
        Optional<String> model,
        Optional<String> apiKey,
        Duration timeout,
        Map<String, String> properties) {
    public ModelSettings {
        properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
        return "ModelSettings[host=" + host + ", model=" + model + ", timeout=" + timeout + "]";
    }
}
