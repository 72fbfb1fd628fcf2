package lightrag.engine.pipeline;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import lightrag.api.TrackId;

/** Names of accepted requests (rule DM-29). */
final class TrackIds {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneId.systemDefault());

    private TrackIds() {}

    /**
     * @param prefix {@code insert}, {@code upload} or {@code scan}
     */
    static TrackId next(String prefix, Instant now) {
        String random = UUID.randomUUID().toString().substring(0, 8);
        return new TrackId(prefix + "_" + TIME.format(now) + "_" + random);
    }
}
