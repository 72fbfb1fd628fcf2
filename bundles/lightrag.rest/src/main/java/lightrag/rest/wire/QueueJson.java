package lightrag.rest.wire;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Counters of the calls of one model role, as monitoring of the reference reads them. */
final class QueueJson {
    private static final String INITIALIZED = "initialized";

    private static final List<String> COUNTERS =
            List.of(
                    "max_async",
                    "max_queue_size",
                    "queued",
                    "running",
                    "in_flight",
                    "worker_count",
                    INITIALIZED,
                    "submitted_total",
                    "completed_total",
                    "failed_total",
                    "cancelled_total",
                    "rejected_total",
                    "global_slot_waits",
                    "physical_queued");

    private final JsonGenerator json;
    private final Map<String, Map<String, Long>> queues;

    /**
     * @param queues counters by role
     */
    QueueJson(JsonGenerator json, Map<String, Map<String, Long>> queues) {
        this.json = json;
        this.queues = queues;
    }

    /** One property; of a role that nothing serves it only says so. */
    void write(String name, String role) {
        json.writeObjectPropertyStart(name);
        Map<String, Long> counters = queues.get(role);
        if (counters != null) {
            writeCounters(role, counters);
            json.writeNumberProperty("reporting_workers", 1);
            writeWorker(role, counters);
            counters.forEach(
                    (counter, value) -> {
                        if (!COUNTERS.contains(counter)) {
                            json.writeNumberProperty(counter, value);
                        }
                    });
        }
        json.writeBooleanProperty("available", counters != null);
        json.writeEndObject();
    }

    private void writeCounters(String role, Map<String, Long> counters) {
        json.writeStringProperty("queue_name", queueName(role));
        for (String counter : COUNTERS) {
            if (counter.equals(INITIALIZED)) {
                json.writeBooleanProperty(INITIALIZED, count(counters, "submitted_total") > 0);
            } else {
                json.writeNumberProperty(counter, count(counters, counter));
            }
        }
    }

    private static String queueName(String role) {
        return switch (role) {
            case "embedding" -> "Embedding func";
            case "rerank" -> "Rerank func";
            default -> role + " LLM func";
        };
    }

    /** This process is the only worker. */
    private void writeWorker(String role, Map<String, Long> counters) {
        long pid = ProcessHandle.current().pid();
        json.writeObjectPropertyStart("per_worker");
        json.writeObjectPropertyStart(Long.toString(pid));
        writeCounters(role, counters);
        json.writeNumberProperty("pid", pid);
        json.writeNumberProperty("updated_at", System.currentTimeMillis() / 1e3);
        json.writeEndObject();
        json.writeEndObject();
    }

    /**
     * What waits, waits in one place; each running call has a thread of its own; a total may be
     * counted under its short name.
     */
    private static long count(Map<String, Long> counters, String counter) {
        String source =
                switch (counter) {
                    case "physical_queued" -> "queued";
                    case "worker_count" -> "running";
                    default -> counter.replace("_total", "");
                };
        return counters.getOrDefault(counter, counters.getOrDefault(source, 0L));
    }
}
