package lightrag.rest.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** How single values look on the wire. */
final class WireText {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'")
                    .withZone(ZoneOffset.UTC);

    private WireText() {}

    /** Several ids or paths in one text. */
    static String joined(List<String> values) {
        return values.size() == 1 ? values.getFirst() : String.join("<SEP>", values);
    }

    /** ISO 8601 with microseconds and offset. */
    static String timestamp(Instant instant) {
        return ISO.format(instant);
    }

    /** Seconds since 1970 with a fraction. */
    static double epochSeconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    static void writeOrNull(JsonGenerator json, String name, Optional<String> value) {
        if (value.isPresent()) {
            json.writeStringProperty(name, value.get());
        } else {
            json.writeNullProperty(name);
        }
    }
}
