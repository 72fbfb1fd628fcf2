package lightrag.engine.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lightrag.api.CodePoints;
import lightrag.api.ScanStatus;
import lightrag.api.TrackId;

/** One scan as clients follow it (rule LC-74). Thread-safe. */
final class ScanJob {

    static final String ERROR = "error";
    static final String PROCESSED = "processed";
    static final String WARNING = "warning";

    private static final int SAMPLES_MAX = 20;
    private static final int SAMPLE_LENGTH_MAX = 128;

    private final TrackId track;
    private final Instant createdAt;
    private final Map<String, Integer> counts = new HashMap<>(Map.of("discovered", 0));
    private final Map<String, List<String>> samples =
            new HashMap<>(
                    Map.of(
                            PROCESSED,
                            new ArrayList<>(),
                            WARNING,
                            new ArrayList<>(),
                            ERROR,
                            new ArrayList<>()));
    private String status = "running";
    private String message = "";
    private Instant updatedAt;
    private int version = 1;

    ScanJob(TrackId track, Instant now) {
        this.track = track;
        this.createdAt = now;
        this.updatedAt = now;
    }

    synchronized void count(String what, Instant now) {
        counts.merge(what, 1, Integer::sum);
        touch(now);
    }

    /**
     * @param bucket one of the constants
     */
    synchronized void sample(String bucket, String line, Instant now) {
        List<String> lines = samples.getOrDefault(bucket, new ArrayList<>());
        if (lines.size() < SAMPLES_MAX) {
            lines.add(CodePoints.truncate(line, SAMPLE_LENGTH_MAX));
        }
        touch(now);
    }

    synchronized void end(String outcome, String text, Instant now) {
        status = outcome;
        message = text;
        touch(now);
    }

    private void touch(Instant now) {
        updatedAt = now;
        version++;
    }

    synchronized boolean isRunning() {
        return status.equals("running");
    }

    synchronized Instant updatedAt() {
        return updatedAt;
    }

    synchronized ScanStatus snapshot() {
        Map<String, List<String>> copied = new HashMap<>();
        samples.forEach((bucket, lines) -> copied.put(bucket, List.copyOf(lines)));
        return new ScanStatus(
                track, status, Map.copyOf(counts), copied, createdAt, updatedAt, version, message);
    }
}
