package lightrag.model.openai;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lightrag.spi.model.ModelSettings;

/** Settings for tests. */
final class Models {

    /** As the standard one, but in a hurry. */
    static final RetryPolicy QUICK =
            new RetryPolicy(5, Duration.ofMillis(2), Duration.ofMillis(20), () -> 0.5);

    private Models() {}

    static ModelSettings settings(String host, String... properties) {
        return settings(host, Duration.ofSeconds(10), properties);
    }

    static ModelSettings settings(String host, Duration timeout, String... properties) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            map.put(properties[i], properties[i + 1]);
        }
        return new ModelSettings(
                Optional.of(host), Optional.of("fake"), Optional.of("sk-secret"), timeout, map);
    }
}
