package lightrag.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * @param status {@code running}, {@code completed}, {@code failed} or {@code cancelled}
 * @param counts files by what became of them
 * @param samples at most 20 lines for each of {@code processed}, {@code warning}, {@code error}
 */
public record ScanStatus(
        TrackId trackId,
        String status,
        Map<String, Integer> counts,
        Map<String, List<String>> samples,
        Instant createdAt,
        Instant updatedAt,
        int version,
        String message) {}
