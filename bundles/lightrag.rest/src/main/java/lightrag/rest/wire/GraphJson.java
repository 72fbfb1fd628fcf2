package lightrag.rest.wire;

import lightrag.api.Entity;
import lightrag.api.GraphEdit;
import lightrag.api.KnowledgeGraph;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import tools.jackson.core.JsonGenerator;

/** Graph parts and edits. */
public final class GraphJson {
    private GraphJson() {}

    public static void write(JsonGenerator json, KnowledgeGraph graph) {
        json.writeStartObject();
        json.writeArrayPropertyStart("nodes");
        graph.nodes().forEach(node -> writeNode(json, node));
        json.writeEndArray();
        json.writeArrayPropertyStart("edges");
        graph.edges().forEach(edge -> writeEdge(json, edge));
        json.writeEndArray();
        json.writeBooleanProperty("is_truncated", graph.truncated());
        json.writeEndObject();
    }

    private static void writeNode(JsonGenerator json, Entity node) {
        json.writeStartObject();
        json.writeStringProperty("id", node.name());
        json.writeArrayPropertyStart("labels");
        json.writeString(node.name());
        json.writeEndArray();
        json.writeName("properties");
        writeAttributes(json, node);
        json.writeEndObject();
    }

    private static void writeEdge(JsonGenerator json, Relation edge) {
        RelationKey key = edge.key();
        json.writeStartObject();
        json.writeStringProperty("id", key.lesser() + "-" + key.greater());
        json.writeStringProperty("type", "DIRECTED");
        json.writeStringProperty("source", key.lesser());
        json.writeStringProperty("target", key.greater());
        json.writeName("properties");
        writeAttributes(json, edge);
        json.writeEndObject();
    }

    private static void writeAttributes(JsonGenerator json, Entity entity) {
        json.writeStartObject();
        json.writeStringProperty("entity_id", entity.name());
        json.writeStringProperty("entity_type", entity.type());
        json.writeStringProperty("description", entity.description());
        json.writeStringProperty("source_id", WireText.joined(entity.sourceIds()));
        json.writeStringProperty("file_path", WireText.joined(entity.filePaths()));
        json.writeNumberProperty("created_at", entity.createdAt());
        entity.truncate().ifPresent(truncate -> json.writeStringProperty("truncate", truncate));
        json.writeEndObject();
    }

    private static void writeAttributes(JsonGenerator json, Relation relation) {
        json.writeStartObject();
        json.writeNumberProperty("weight", relation.weight());
        json.writeStringProperty("description", relation.description());
        json.writeStringProperty("keywords", relation.keywords());
        json.writeStringProperty("source_id", WireText.joined(relation.sourceIds()));
        json.writeStringProperty("file_path", WireText.joined(relation.filePaths()));
        json.writeNumberProperty("created_at", relation.createdAt());
        relation.truncate().ifPresent(truncate -> json.writeStringProperty("truncate", truncate));
        json.writeEndObject();
    }

    /**
     * The whole response to an edit.
     *
     * @param withSummary whether clients expect {@code operation_summary}
     */
    public static void write(JsonGenerator json, GraphEdit edit, boolean withSummary) {
        json.writeStartObject();
        json.writeStringProperty("status", "success");
        switch (edit) {
            case GraphEdit.OfEntity(Entity entity, String message, var summary) -> {
                json.writeStringProperty("message", message);
                writeData(json, entity);
                if (withSummary) {
                    summary.ifPresent(value -> writeSummary(json, value));
                }
            }
            case GraphEdit.OfRelation(Relation relation, String message) -> {
                json.writeStringProperty("message", message);
                writeData(json, relation);
            }
        }
        json.writeEndObject();
    }

    private static void writeData(JsonGenerator json, Entity entity) {
        json.writeObjectPropertyStart("data");
        json.writeStringProperty("entity_name", entity.name());
        json.writeStringProperty("source_id", WireText.joined(entity.sourceIds()));
        json.writeName("graph_data");
        writeAttributes(json, entity);
        json.writeEndObject();
    }

    private static void writeData(JsonGenerator json, Relation relation) {
        json.writeObjectPropertyStart("data");
        json.writeStringProperty("src_entity", relation.source());
        json.writeStringProperty("tgt_entity", relation.target());
        json.writeStringProperty("source_id", WireText.joined(relation.sourceIds()));
        json.writeName("graph_data");
        writeAttributes(json, relation);
        json.writeEndObject();
    }

    private static void writeSummary(JsonGenerator json, GraphEdit.EditSummary summary) {
        json.writeObjectPropertyStart("operation_summary");
        json.writeBooleanProperty("merged", summary.merged());
        json.writeStringProperty("merge_status", summary.mergeStatus());
        WireText.writeOrNull(json, "merge_error", summary.mergeError());
        json.writeStringProperty("operation_status", summary.operationStatus());
        WireText.writeOrNull(json, "target_entity", summary.targetEntity());
        json.writeStringProperty("final_entity", summary.finalEntity());
        json.writeBooleanProperty("renamed", summary.renamed());
        json.writeEndObject();
    }
}
