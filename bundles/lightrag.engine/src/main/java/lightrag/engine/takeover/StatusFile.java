package lightrag.engine.takeover;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.engine.rows.RowJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows of the status file (rule DM-47). Pure. */
final class StatusFile {

    private StatusFile() {}

    /**
     * @throws lightrag.api.InvalidInputException the status is unknown
     */
    static DocumentRecord record(String id, ObjectNode row) {
        List<String> chunks = new ArrayList<>();
        row.path("chunks_list").forEach(chunk -> chunks.add(chunk.asString("")));
        Instant created = instant(row.path("created_at"));
        JsonNode count = row.path("chunks_count");
        return new DocumentRecord(
                id,
                DocStatus.fromWire(row.path("status").asString("")),
                row.path("content_summary").asString(""),
                row.path("content_length").asLong(0),
                row.path("file_path").asString("unknown_source"),
                created,
                row.has("updated_at") ? instant(row.path("updated_at")) : created,
                row.path("track_id").asString(""),
                text(row.path("content_hash")),
                count.isNumber() ? Optional.of(count.asInt()) : Optional.empty(),
                chunks,
                text(row.path("error_msg")),
                RowJson.map(row.path("metadata")));
    }

    private static Optional<String> text(JsonNode value) {
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** ISO-8601; without offset it is UTC. */
    private static Instant instant(JsonNode value) {
        String text = value.asString("");
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException withoutOffset) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                return Instant.EPOCH;
            }
        }
    }
}
