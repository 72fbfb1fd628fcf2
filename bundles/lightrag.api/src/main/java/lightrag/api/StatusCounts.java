package lightrag.api;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Number of documents by status; every status has a value. */
public record StatusCounts(Map<DocStatus, Long> byStatus) {
    public StatusCounts {
        EnumMap<DocStatus, Long> all = new EnumMap<>(DocStatus.class);
        for (DocStatus status : DocStatus.values()) {
            all.put(status, byStatus.getOrDefault(status, 0L));
        }
        byStatus = Collections.unmodifiableMap(all);
    }

    public long of(DocStatus status) {
        return byStatus.getOrDefault(status, 0L);
    }

    public long all() {
        return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }
}
