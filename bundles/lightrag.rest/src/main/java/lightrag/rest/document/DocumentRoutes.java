package lightrag.rest.document;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lightrag.api.ClearResult;
import lightrag.api.DocStatus;
import lightrag.api.DocumentPage;
import lightrag.api.DocumentQuery;
import lightrag.api.DocumentRecord;
import lightrag.api.InvalidInputException;
import lightrag.api.JobStart;
import lightrag.api.LightRag;
import lightrag.api.StatusCounts;
import lightrag.api.TrackId;
import lightrag.rest.json.Json;
import lightrag.rest.json.JsonRequest;
import lightrag.rest.validation.BooleanKind;
import lightrag.rest.validation.ChoiceKind;
import lightrag.rest.validation.Field;
import lightrag.rest.validation.IntegerKind;
import lightrag.rest.validation.ListKind;
import lightrag.rest.validation.PlainText;
import lightrag.rest.validation.Refusal;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.TextKind;
import lightrag.rest.validation.Values;
import lightrag.rest.wire.DocumentJson;

/** Lists, follows and deletes documents. */
@Path("/documents")
public final class DocumentRoutes {
    private static final ChoiceKind<DocStatus> STATUS =
            ChoiceKind.enumeration(List.of(DocStatus.values()), DocStatus::wire);
    private static final Field<Optional<DocStatus>> STATUS_FILTER =
            Field.optional("status_filter", STATUS);
    private static final Field<Optional<List<DocStatus>>> STATUS_FILTERS =
            Field.optional("status_filters", ListKind.of(STATUS));
    private static final Field<Integer> PAGE =
            Field.withDefault("page", IntegerKind.lax(1, Integer.MAX_VALUE), 1);
    private static final Field<Integer> PAGE_SIZE =
            Field.withDefault("page_size", IntegerKind.lax(10, 200), 50);
    private static final Field<DocumentQuery.Sort> SORT =
            Field.withDefault(
                    "sort_field",
                    ChoiceKind.literal(
                            List.of(DocumentQuery.Sort.values()),
                            sort -> sort.name().toLowerCase(Locale.ROOT)),
                    DocumentQuery.Sort.UPDATED_AT);
    private static final Field<String> DIRECTION =
            Field.withDefault("sort_direction", ChoiceKind.of("asc", "desc"), "desc");
    private static final Schema LISTING =
            Schema.of(STATUS_FILTER, STATUS_FILTERS, PAGE, PAGE_SIZE, SORT, DIRECTION);

    private static final Field<List<String>> IDS =
            Field.required("doc_ids", ListKind.of(TextKind.ANY).then(DocumentRoutes::checkIds));
    private static final Field<Boolean> DELETE_FILE =
            Field.withDefault("delete_file", BooleanKind.LAX, false);
    private static final Field<Boolean> DELETE_CACHE =
            Field.withDefault("delete_llm_cache", BooleanKind.LAX, false);
    private static final Schema DELETION = Schema.of(IDS, DELETE_FILE, DELETE_CACHE);

    private static final Schema EMPTY = Schema.of();

    private final LightRag rag;

    public DocumentRoutes(LightRag rag) {
        this.rag = rag;
    }

    @POST
    @Path("/paginated")
    public Response page(JsonRequest request) {
        Values values = request.read(LISTING);
        DocumentQuery query =
                new DocumentQuery(
                        statuses(values),
                        values.get(PAGE),
                        values.get(PAGE_SIZE),
                        values.get(SORT),
                        values.get(DIRECTION).equals("desc"));
        DocumentPage page = rag.documents(query);
        return Json.ok(json -> DocumentJson.writePage(json, page, query));
    }

    private static Set<DocStatus> statuses(Values values) {
        Set<DocStatus> statuses = EnumSet.noneOf(DocStatus.class);
        values.get(STATUS_FILTERS)
                .ifPresentOrElse(
                        statuses::addAll, () -> values.get(STATUS_FILTER).ifPresent(statuses::add));
        return statuses;
    }

    @GET
    @Path("/status_counts")
    public Response counts() {
        StatusCounts counts = rag.statusCounts();
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    DocumentJson.writeCounts(json, counts);
                    json.writeEndObject();
                });
    }

    @GET
    @Path("/track_status/{track_id}")
    public Response track(@PathParam("track_id") String trackId) {
        String id = PlainText.strip(trackId);
        if (id.isEmpty()) {
            throw new InvalidInputException(
                    "track_id", "Name the track id of an accepted request.");
        }
        List<DocumentRecord> records = rag.track(new TrackId(id));
        return Json.ok(json -> DocumentJson.writeTrack(json, id, records));
    }

    @DELETE
    @Path("/delete_document")
    public Response delete(JsonRequest request) {
        Values values = request.read(DELETION);
        List<String> ids = values.get(IDS);
        JobStart start =
                rag.deleteDocuments(ids, values.get(DELETE_FILE), values.get(DELETE_CACHE));
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty(
                            "status",
                            switch (start.state()) {
                                case STARTED -> "deletion_started";
                                case BUSY -> "busy";
                            });
                    json.writeStringProperty("message", start.message());
                    json.writeStringProperty("doc_id", String.join(", ", ids));
                    json.writeEndObject();
                });
    }

    @DELETE
    public Response clear() {
        ClearResult result = rag.clearDocuments();
        return outcome(result.state().name().toLowerCase(Locale.ROOT), result.message());
    }

    /** The body must be an object; what is in it does not matter. */
    @POST
    @Path("/clear_cache")
    public Response clearCache(JsonRequest request) {
        request.read(EMPTY);
        rag.clearCache();
        return outcome("success", "The model replies kept for reuse are deleted.");
    }

    static Response outcome(String status, String message) {
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("status", status);
                    json.writeStringProperty("message", message);
                    json.writeEndObject();
                });
    }

    private static List<String> checkIds(List<String> ids) throws Refusal {
        List<String> trimmed = ids.stream().map(PlainText::strip).toList();
        if (trimmed.isEmpty() || trimmed.contains("")) {
            throw new Refusal("doc_ids is empty or holds a blank id");
        }
        if (new HashSet<>(trimmed).size() < trimmed.size()) {
            throw new Refusal("doc_ids names a document twice");
        }
        return trimmed;
    }
}
