package lightrag.rest.document;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import lightrag.api.ConflictException;
import lightrag.api.DocumentRecord;
import lightrag.api.InvalidInputException;
import lightrag.api.LightRag;
import lightrag.rest.json.Json;
import lightrag.rest.json.JsonRequest;
import lightrag.rest.json.QueryString;
import lightrag.rest.validation.BooleanKind;
import lightrag.rest.validation.Field;
import lightrag.rest.validation.IntegerKind;
import lightrag.rest.validation.Refusal;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.TextKind;
import lightrag.rest.validation.Values;

/**
 * What the reference needs to mend a workspace after a crash or a race. Here a name has one owner
 * and a commit is whole, so there is never anything to mend; the routes say so in the form that
 * scripts expect.
 */
@Path("/documents")
public final class RepairRoutes {
    private static final int PAGE_MAX = 200;
    private static final int PAGE_DEFAULT = 50;

    private static final Field<Integer> LIMIT =
            Field.withDefault("limit", IntegerKind.lax(1, PAGE_MAX), PAGE_DEFAULT);
    private static final Field<Optional<String>> CURSOR = Field.optional("cursor", TextKind.ANY);
    private static final Schema LISTING = Schema.of(LIMIT, CURSOR);

    private static final Field<String> NAME =
            Field.required("canonical_source_key", TextKind.NOT_EMPTY);
    private static final Field<String> PRIMARY =
            Field.required("primary_doc_id", TextKind.NOT_EMPTY);
    private static final Field<OptionalInt> COUNT =
            Field.optionalInt("expected_candidate_count", IntegerKind.lax(0, Integer.MAX_VALUE));
    private static final Field<Optional<String>> FINGERPRINT =
            Field.optional("expected_candidate_fingerprint", TextKind.ANY);
    private static final Field<Boolean> DRY_RUN =
            Field.withDefault("dry_run", BooleanKind.LAX, true);
    private static final Schema REPAIR =
            Schema.of(NAME, PRIMARY, COUNT, FINGERPRINT, DRY_RUN)
                    .with(RepairRoutes::checkExpectations);

    private static final Field<Boolean> CONFIRM =
            Field.withDefault("confirm", BooleanKind.LAX, false);
    private static final Schema RESET = Schema.of(CONFIRM);

    private final LightRag rag;

    public RepairRoutes(LightRag rag) {
        this.rag = rag;
    }

    @GET
    @Path("/source_conflicts")
    public Response conflicts(@Context UriInfo uri) {
        QueryString.read(uri, LISTING).get(CURSOR).ifPresent(RepairRoutes::checkCursor);
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    json.writeArrayPropertyStart("conflicts");
                    json.writeEndArray();
                    json.writeNullProperty("next_cursor");
                    json.writeEndObject();
                });
    }

    /**
     * No cursor is ever handed out, so that one that is not even of the right form is a mistake.
     */
    private static void checkCursor(String cursor) {
        if (cursor.isEmpty()) {
            return;
        }
        try {
            byte[] position = Base64.getUrlDecoder().decode(cursor);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(position));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new InvalidInputException(
                    "cursor", "This is no cursor; send next_cursor as it was received.");
        }
    }

    @POST
    @Path("/source_conflicts/repair")
    public Response repair(JsonRequest request) {
        Values values = request.read(REPAIR);
        String name = values.get(NAME);
        String primary = values.get(PRIMARY);
        if (rag.owner(name).map(DocumentRecord::id).filter(primary::equals).isEmpty()) {
            throw new ConflictException("'" + primary + "' does not own the name '" + name + "'.");
        }
        String fingerprint = fingerprint(primary);
        boolean commit = !values.get(DRY_RUN);
        if (commit
                && (values.get(COUNT).orElse(0) != 1
                        || !values.get(FINGERPRINT).orElse("").equals(fingerprint))) {
            throw new ConflictException(
                    "Who claims the name '" + name + "' has changed; look again with dry_run.");
        }
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("canonical_source_key", name);
                    json.writeStringProperty("primary_doc_id", primary);
                    json.writeNumberProperty("candidate_count", 1);
                    json.writeStringProperty("fingerprint", fingerprint);
                    json.writeArrayPropertyStart("demoted_sample_doc_ids");
                    json.writeEndArray();
                    json.writeBooleanProperty("committed", commit);
                    json.writeEndObject();
                });
    }

    /** Of a set of ids, each ended by a zero byte; here the set has one. */
    private static String fingerprint(String id) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(id.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @POST
    @Path("/recovery/force_reset")
    public Response reset(JsonRequest request) {
        if (!request.read(RESET).get(CONFIRM)) {
            throw new InvalidInputException(
                    "confirm", "Set confirm to true to give up what an interrupted job left.");
        }
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("status", "no_recovery_required");
                    json.writeStringProperty("message", "No interrupted job holds this workspace.");
                    json.writeNumberProperty("cancelled_manual_retries", 0);
                    json.writeEndObject();
                });
    }

    private static Values checkExpectations(Values values) throws Refusal {
        boolean expected = values.get(COUNT).isPresent() && values.get(FINGERPRINT).isPresent();
        if (!values.get(DRY_RUN) && !expected) {
            throw new Refusal(
                    "a repair needs expected_candidate_count and expected_candidate_fingerprint,"
                            + " which a dry_run tells");
        }
        return values;
    }
}
