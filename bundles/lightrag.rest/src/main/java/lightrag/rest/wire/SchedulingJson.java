package lightrag.rest.wire;

import java.util.List;
import lightrag.api.PipelineStatus;
import tools.jackson.core.JsonGenerator;

/**
 * How work is scheduled, as monitoring of the reference reads it. Several of its parts have no
 * counterpart in one process with atomic commits; they are there and idle.
 */
final class SchedulingJson {
    /** Waiting retries of failed documents are one flag, so that they never fill a queue. */
    private static final int RETRIES_CAPACITY = 64;

    private static final List<String> CAPABILITIES =
            List.of(
                    "scheduling_pages",
                    "typed_source_resolution",
                    "strict_active_count",
                    "source_conflict_listing",
                    "source_conflict_repair",
                    "strict_point_reads");
    private static final List<String> COUNTERS =
            List.of(
                    "freeze_rejects",
                    "auto_rescan_rearms",
                    "manual_reset_docs",
                    "manual_reset_pages");
    private static final List<String> DURATIONS =
            List.of(
                    "scheduling_page_seconds",
                    "active_count_seconds",
                    "manual_drain_seconds",
                    "manual_reset_seconds");
    private static final List<String> SECONDS =
            List.of("total_seconds", "max_seconds", "last_seconds", "mean_seconds");
    private static final List<String> LOCKS =
            List.of(
                    "total_mp_locks",
                    "pending_mp_cleanup",
                    "total_async_locks",
                    "pending_async_cleanup");

    private SchedulingJson() {}

    static void write(JsonGenerator json, PipelineStatus pipeline) {
        json.writeObjectPropertyStart("scheduling");
        json.writeStringProperty("manual_phase", "idle");
        json.writeBooleanProperty("manual_freeze_requested", false);
        json.writeBooleanProperty("manual_resetting", false);
        json.writeNullProperty("manual_freeze_seconds");
        json.writeNullProperty("manual_owner_request_id");
        json.writeNullProperty("manual_owner_pid");
        json.writeNumberProperty("drain_pending_enqueues", pipeline.pendingEnqueues());
        json.writeBooleanProperty("drain_waiting_on_workers", false);
        json.writeNumberProperty("manual_retries_queued", 0);
        json.writeNumberProperty("manual_retries_capacity", RETRIES_CAPACITY);
        json.writeNumberProperty("document_notifications_queued", 0);
        json.writeNumberProperty("document_notification_overflows", 0);
        json.writeBooleanProperty("auto_rescan_pending", false);
        json.writeEndObject();
        json.writeObjectPropertyStart("capabilities");
        CAPABILITIES.forEach(name -> json.writeBooleanProperty(name, true));
        json.writeEndObject();
        writeMetrics(json);
        writeLocks(json);
    }

    private static void writeMetrics(JsonGenerator json) {
        json.writeObjectPropertyStart("scheduling_metrics");
        json.writeObjectPropertyStart("counters");
        COUNTERS.forEach(name -> json.writeNumberProperty(name, 0));
        json.writeEndObject();
        json.writeObjectPropertyStart("durations");
        for (String name : DURATIONS) {
            json.writeObjectPropertyStart(name);
            json.writeNumberProperty("count", 0);
            SECONDS.forEach(seconds -> json.writeNumberProperty(seconds, 0.0));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Locks by key exist in the reference, where several processes share files. */
    private static void writeLocks(JsonGenerator json) {
        json.writeObjectPropertyStart("keyed_locks");
        json.writeNumberProperty("process_id", ProcessHandle.current().pid());
        json.writeObjectPropertyStart("cleanup_performed");
        json.writeNumberProperty("mp_cleaned", 0);
        json.writeNumberProperty("async_cleaned", 0);
        json.writeEndObject();
        json.writeObjectPropertyStart("current_status");
        LOCKS.forEach(name -> json.writeNumberProperty(name, 0));
        json.writeEndObject();
        json.writeEndObject();
    }
}
