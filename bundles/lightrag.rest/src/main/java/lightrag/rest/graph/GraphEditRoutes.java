package lightrag.rest.graph;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import lightrag.api.ConflictException;
import lightrag.api.GraphEdit;
import lightrag.api.LightRag;
import lightrag.rest.json.Json;
import lightrag.rest.json.JsonRequest;
import lightrag.rest.validation.BooleanKind;
import lightrag.rest.validation.Field;
import lightrag.rest.validation.Kind;
import lightrag.rest.validation.ListKind;
import lightrag.rest.validation.ObjectKind;
import lightrag.rest.validation.PlainText;
import lightrag.rest.validation.Refusal;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.TextKind;
import lightrag.rest.validation.Values;
import lightrag.rest.wire.GraphJson;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Edits of the graph by hand. All are refused while a job writes to the graph. */
@Path("/graph")
public final class GraphEditRoutes {
    private static final TypeReference<Map<String, Object>> ATTRIBUTES = new TypeReference<>() {};
    private static final Kind<String> NAME = TextKind.ANY.then(GraphEditRoutes::checkName);
    private static final Kind<String> NEW_NAME =
            TextKind.NOT_EMPTY.then(GraphEditRoutes::checkName);

    private static final Field<String> ENTITY = Field.required("entity_name", NAME);
    private static final Field<JsonNode> CHANGES = Field.required("updated_data", ObjectKind.ANY);
    private static final Field<Boolean> RENAME =
            Field.withDefault("allow_rename", BooleanKind.LAX, false);
    private static final Field<Boolean> MERGE =
            Field.withDefault("allow_merge", BooleanKind.LAX, false);
    private static final Schema ENTITY_EDIT =
            Schema.of(ENTITY, CHANGES, RENAME, MERGE).with(GraphEditRoutes::checkRename);

    private static final Field<String> SOURCE_ID = Field.required("source_id", NAME);
    private static final Field<String> TARGET_ID = Field.required("target_id", NAME);
    private static final Schema RELATION_EDIT = Schema.of(SOURCE_ID, TARGET_ID, CHANGES);

    private static final Field<String> NEW_ENTITY = Field.required("entity_name", NEW_NAME);
    private static final Field<JsonNode> ENTITY_DATA =
            Field.required("entity_data", ObjectKind.ANY);
    private static final Schema ENTITY_CREATE = Schema.of(NEW_ENTITY, ENTITY_DATA);

    private static final Field<String> NEW_SOURCE = Field.required("source_entity", NEW_NAME);
    private static final Field<String> NEW_TARGET = Field.required("target_entity", NEW_NAME);
    private static final Field<JsonNode> RELATION_DATA =
            Field.required("relation_data", ObjectKind.ANY);
    private static final Schema RELATION_CREATE = Schema.of(NEW_SOURCE, NEW_TARGET, RELATION_DATA);

    private static final Field<List<String>> MERGED =
            Field.required(
                    "entities_to_change",
                    new ListKind<>(TextKind.ANY, 1, Integer.MAX_VALUE)
                            .then(GraphEditRoutes::checkNames));
    private static final Field<String> MERGE_TARGET =
            Field.required("entity_to_change_into", NEW_NAME);
    private static final Schema MERGE_REQUEST = Schema.of(MERGED, MERGE_TARGET);

    private static final Schema ENTITY_DELETE = Schema.of(ENTITY);
    private static final Field<String> SOURCE = Field.required("source_entity", NAME);
    private static final Field<String> TARGET = Field.required("target_entity", NAME);
    private static final Schema RELATION_DELETE = Schema.of(SOURCE, TARGET);

    private final LightRag rag;

    public GraphEditRoutes(LightRag rag) {
        this.rag = rag;
    }

    @POST
    @Path("/entity/edit")
    public Response editEntity(JsonRequest request) {
        Values values = request.read(ENTITY_EDIT);
        requireIdle();
        GraphEdit edit =
                rag.editEntity(
                        values.get(ENTITY), changes(values), values.get(RENAME), values.get(MERGE));
        return Json.ok(json -> GraphJson.write(json, edit, true));
    }

    @POST
    @Path("/relation/edit")
    public Response editRelation(JsonRequest request) {
        Values values = request.read(RELATION_EDIT);
        requireIdle();
        return done(
                rag.editRelation(
                        values.get(SOURCE_ID),
                        values.get(TARGET_ID),
                        attributes(values.get(CHANGES))));
    }

    @POST
    @Path("/entity/create")
    public Response createEntity(JsonRequest request) {
        Values values = request.read(ENTITY_CREATE);
        requireIdle();
        return done(rag.createEntity(values.get(NEW_ENTITY), attributes(values.get(ENTITY_DATA))));
    }

    @POST
    @Path("/relation/create")
    public Response createRelation(JsonRequest request) {
        Values values = request.read(RELATION_CREATE);
        requireIdle();
        return done(
                rag.createRelation(
                        values.get(NEW_SOURCE),
                        values.get(NEW_TARGET),
                        attributes(values.get(RELATION_DATA))));
    }

    @POST
    @Path("/entities/merge")
    public Response mergeEntities(JsonRequest request) {
        Values values = request.read(MERGE_REQUEST);
        requireIdle();
        return done(rag.mergeEntities(values.get(MERGED), values.get(MERGE_TARGET)));
    }

    @DELETE
    @Path("/entity/delete")
    public Response deleteEntity(JsonRequest request) {
        String name = request.read(ENTITY_DELETE).get(ENTITY);
        requireIdle();
        rag.deleteEntity(name);
        return deleted("Entity '" + name + "' and its relations are deleted.");
    }

    @DELETE
    @Path("/relation/delete")
    public Response deleteRelation(JsonRequest request) {
        Values values = request.read(RELATION_DELETE);
        requireIdle();
        rag.deleteRelation(values.get(SOURCE), values.get(TARGET));
        return deleted(
                "The relation of '"
                        + values.get(SOURCE)
                        + "' and '"
                        + values.get(TARGET)
                        + "' is deleted.");
    }

    private void requireIdle() {
        if (rag.pipelineStatus().busy()) {
            throw new ConflictException(
                    "A job is writing to the graph. Edit it when the job has ended.");
        }
    }

    private static Response done(GraphEdit edit) {
        return Json.ok(json -> GraphJson.write(json, edit, false));
    }

    private static Response deleted(String message) {
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("status", "success");
                    json.writeStringProperty("doc_id", "");
                    json.writeStringProperty("message", message);
                    json.writeNumberProperty("status_code", 200);
                    json.writeNullProperty("file_path");
                    json.writeEndObject();
                });
    }

    private static Map<String, Object> changes(Values values) {
        Map<String, Object> changes = attributes(values.get(CHANGES));
        changes.computeIfPresent("entity_name", (key, name) -> PlainText.strip(name.toString()));
        return changes;
    }

    /** Null values are left out: the engine reads an absent attribute as unchanged or default. */
    private static Map<String, Object> attributes(JsonNode object) {
        Map<String, Object> attributes = Json.MAPPER.convertValue(object, ATTRIBUTES);
        attributes.values().removeIf(value -> value == null);
        return attributes;
    }

    private static String checkName(String name) throws Refusal {
        String trimmed = PlainText.strip(name);
        if (trimmed.isEmpty()) {
            throw new Refusal("an entity name is blank");
        }
        return trimmed;
    }

    private static List<String> checkNames(List<String> names) throws Refusal {
        for (String name : names) {
            checkName(name);
        }
        return names.stream().map(PlainText::strip).toList();
    }

    /** A new name stands among the attributes and must be as good as any other. */
    private static Values checkRename(Values values) throws Refusal {
        JsonNode name = values.get(CHANGES).get("entity_name");
        if (name != null) {
            checkName(name.isString() ? name.stringValue() : "");
        }
        return values;
    }
}
