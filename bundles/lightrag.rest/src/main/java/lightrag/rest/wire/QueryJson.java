package lightrag.rest.wire;

import java.util.List;
import lightrag.api.Entity;
import lightrag.api.QueryData;
import lightrag.api.Relation;
import tools.jackson.core.JsonGenerator;

/** What answers are based on. */
public final class QueryJson {
    private QueryJson() {}

    /** What a list of references says of each source's chunks. */
    public enum ChunkContent {
        /** No field. */
        ABSENT,
        /** A field that is null. */
        NULL,
        /** A field with the chunks' texts. */
        LISTED
    }

    /** The list alone, without a name. */
    public static void writeReferences(JsonGenerator json, QueryData data, ChunkContent content) {
        json.writeStartArray();
        for (QueryData.Reference reference : data.references()) {
            json.writeStartObject();
            json.writeStringProperty("reference_id", reference.id());
            json.writeStringProperty("file_path", reference.filePath());
            switch (content) {
                case ABSENT -> {}
                case NULL -> json.writeNullProperty("content");
                case LISTED -> writeContent(json, reference, data.chunks());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeContent(
            JsonGenerator json, QueryData.Reference reference, List<QueryData.ChunkHit> chunks) {
        json.writeArrayPropertyStart("content");
        for (QueryData.ChunkHit chunk : chunks) {
            if (chunk.referenceId().equals(reference.id())) {
                json.writeString(chunk.content());
            }
        }
        json.writeEndArray();
    }

    /** The response of {@code /query/data}. */
    public static void write(JsonGenerator json, QueryData data) {
        json.writeStartObject();
        json.writeStringProperty("status", data.success() ? "success" : "failure");
        json.writeStringProperty("message", data.message());
        json.writeObjectPropertyStart("data");
        if (data.found()) {
            writeLists(json, data);
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("metadata");
        writeMetadata(json, data);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeLists(JsonGenerator json, QueryData data) {
        json.writeArrayPropertyStart("entities");
        data.entities().forEach(hit -> writeEntity(json, hit));
        json.writeEndArray();
        json.writeArrayPropertyStart("relationships");
        data.relations().forEach(hit -> writeRelation(json, hit));
        json.writeEndArray();
        json.writeArrayPropertyStart("chunks");
        data.chunks().forEach(hit -> writeChunk(json, hit));
        json.writeEndArray();
        json.writeName("references");
        writeReferences(json, data, ChunkContent.ABSENT);
    }

    private static void writeEntity(JsonGenerator json, QueryData.EntityHit hit) {
        Entity entity = hit.entity();
        json.writeStartObject();
        json.writeStringProperty("entity_name", entity.name());
        json.writeStringProperty("entity_type", entity.type());
        json.writeStringProperty("description", entity.description());
        json.writeStringProperty("source_id", WireText.joined(entity.sourceIds()));
        json.writeStringProperty("file_path", WireText.joined(entity.filePaths()));
        json.writeNumberProperty("created_at", hit.createdAt());
        json.writeEndObject();
    }

    private static void writeRelation(JsonGenerator json, QueryData.RelationHit hit) {
        Relation relation = hit.relation();
        json.writeStartObject();
        json.writeStringProperty("src_id", relation.source());
        json.writeStringProperty("tgt_id", relation.target());
        json.writeStringProperty("description", relation.description());
        json.writeStringProperty("keywords", relation.keywords());
        json.writeNumberProperty("weight", relation.weight());
        json.writeStringProperty("source_id", WireText.joined(relation.sourceIds()));
        json.writeStringProperty("file_path", WireText.joined(relation.filePaths()));
        json.writeNumberProperty("created_at", hit.createdAt());
        json.writeEndObject();
    }

    private static void writeChunk(JsonGenerator json, QueryData.ChunkHit chunk) {
        json.writeStartObject();
        json.writeStringProperty("reference_id", chunk.referenceId());
        json.writeStringProperty("content", chunk.content());
        json.writeStringProperty("file_path", chunk.filePath());
        json.writeStringProperty("chunk_id", chunk.chunkId());
        json.writeEndObject();
    }

    private static void writeMetadata(JsonGenerator json, QueryData data) {
        if (data.failureReason().isPresent()) {
            json.writeStringProperty("failure_reason", data.failureReason().get());
            json.writeStringProperty("mode", data.mode().wire());
            return;
        }
        json.writeStringProperty("query_mode", data.mode().wire());
        json.writeObjectPropertyStart("keywords");
        writeTexts(json, "high_level", data.highLevelKeywords());
        writeTexts(json, "low_level", data.lowLevelKeywords());
        json.writeEndObject();
        if (!data.processingInfo().isEmpty()) {
            json.writePOJOProperty("processing_info", data.processingInfo());
        }
    }

    private static void writeTexts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
