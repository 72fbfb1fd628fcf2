package lightrag.rest.wire;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lightrag.api.DocStatus;
import lightrag.api.DocumentPage;
import lightrag.api.DocumentQuery;
import lightrag.api.DocumentRecord;
import lightrag.api.StatusCounts;
import tools.jackson.core.JsonGenerator;

/** Document records, pages and counts. */
public final class DocumentJson {

    /** Bookkeeping of the pipeline that clients never see. */
    private static final String HIDDEN_METADATA = "smartheading_llm_cache_ids";

    private DocumentJson() {}

    /** The response of {@code /documents/paginated}. */
    public static void writePage(JsonGenerator json, DocumentPage page, DocumentQuery query) {
        long pages = (page.totalCount() + query.pageSize() - 1) / query.pageSize();
        json.writeStartObject();
        writeRecords(json, page.documents());
        json.writeObjectPropertyStart("pagination");
        json.writeNumberProperty("page", query.page());
        json.writeNumberProperty("page_size", query.pageSize());
        json.writeNumberProperty("total_count", page.totalCount());
        json.writeNumberProperty("total_pages", pages);
        json.writeBooleanProperty("has_next", query.page() < pages);
        json.writeBooleanProperty("has_prev", query.page() > 1);
        json.writeEndObject();
        writeCounts(json, page.counts());
        json.writeEndObject();
    }

    /** The response of {@code /documents/track_status}. */
    public static void writeTrack(
            JsonGenerator json, String trackId, List<DocumentRecord> records) {
        Map<DocStatus, Integer> summary = new EnumMap<>(DocStatus.class);
        records.forEach(document -> summary.merge(document.status(), 1, Integer::sum));
        json.writeStartObject();
        json.writeStringProperty("track_id", trackId);
        writeRecords(json, records);
        json.writeNumberProperty("total_count", records.size());
        json.writeObjectPropertyStart("status_summary");
        // the keys are what the reference's enum prints as
        summary.forEach(
                (status, count) -> json.writeNumberProperty("DocStatus." + status.name(), count));
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The property {@code status_counts}. */
    public static void writeCounts(JsonGenerator json, StatusCounts counts) {
        json.writeObjectPropertyStart("status_counts");
        for (DocStatus status : DocStatus.values()) {
            json.writeNumberProperty(status.wire(), counts.of(status));
        }
        json.writeNumberProperty("all", counts.all());
        json.writeEndObject();
    }

    private static void writeRecords(JsonGenerator json, List<DocumentRecord> records) {
        json.writeArrayPropertyStart("documents");
        records.forEach(document -> writeRecord(json, document));
        json.writeEndArray();
    }

    private static void writeRecord(JsonGenerator json, DocumentRecord document) {
        json.writeStartObject();
        json.writeStringProperty("id", document.id());
        json.writeStringProperty("content_summary", document.contentSummary());
        json.writeNumberProperty("content_length", document.contentLength());
        json.writeStringProperty("status", document.status().wire());
        json.writeStringProperty("created_at", WireText.timestamp(document.createdAt()));
        json.writeStringProperty("updated_at", WireText.timestamp(document.updatedAt()));
        json.writeStringProperty("track_id", document.trackId());
        json.writePOJOProperty("chunks_count", document.chunksCount().orElse(null));
        WireText.writeOrNull(json, "error_msg", document.error());
        json.writeObjectPropertyStart("metadata");
        document.metadata()
                .forEach(
                        (name, value) -> {
                            if (!name.equals(HIDDEN_METADATA)) {
                                json.writePOJOProperty(name, value);
                            }
                        });
        json.writeEndObject();
        json.writeStringProperty("file_path", document.filePath());
        json.writeEndObject();
    }
}
