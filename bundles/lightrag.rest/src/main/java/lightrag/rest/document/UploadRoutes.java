package lightrag.rest.document;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import lightrag.api.ChunkingChoice;
import lightrag.api.InvalidInputException;
import lightrag.api.LightRag;
import lightrag.api.NewDocument;
import lightrag.api.TooLargeException;
import lightrag.api.TrackId;
import lightrag.api.Upload;
import lightrag.rest.json.Json;
import lightrag.rest.json.JsonRequest;
import lightrag.rest.multipart.FormPart;
import lightrag.rest.multipart.MultipartReader;
import lightrag.rest.validation.Field;
import lightrag.rest.validation.InvalidRequestException;
import lightrag.rest.validation.ListKind;
import lightrag.rest.validation.PlainText;
import lightrag.rest.validation.Problem;
import lightrag.rest.validation.Refusal;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.TextKind;
import lightrag.rest.validation.TextMapKind;
import lightrag.rest.validation.Values;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Accepts texts and files; all answer before the documents are processed. */
@Path("/documents")
public final class UploadRoutes {
    private static final int METADATA_MAX = 32;
    private static final Field<String> TEXT =
            Field.required("text", TextKind.NOT_EMPTY.then(UploadRoutes::checkText));
    private static final Field<Optional<String>> SOURCE =
            Field.optional("file_source", TextKind.ANY.then(UploadRoutes::checkSource));
    private static final Field<Optional<ChunkingChoice>> CHUNKING =
            Field.optional("chunking", ChunkingForm.KIND);
    private static final Field<Map<String, String>> METADATA =
            Field.nullable("metadata", new TextMapKind(METADATA_MAX), Map.of(), Map.of());
    private static final Schema ONE = Schema.of(TEXT, SOURCE, CHUNKING, METADATA);

    private static final Field<List<String>> TEXTS =
            Field.required(
                    "texts",
                    new ListKind<>(TextKind.ANY, 1, Integer.MAX_VALUE)
                            .then(UploadRoutes::checkTexts));
    private static final Field<Optional<List<String>>> SOURCES =
            Field.optional(
                    "file_sources", ListKind.of(TextKind.ANY).then(UploadRoutes::checkSources));
    private static final Schema SEVERAL = Schema.of(TEXTS, SOURCES, CHUNKING, METADATA);

    private static final String FILE = "file";

    /** How much of a wrong part is echoed. */
    private static final int ECHO_BYTES_MAX = 256;

    private final LightRag rag;
    private final LongSupplier uploadBytesMax;
    private final IntSupplier textsMax;

    /**
     * Creates the routes; limits are asked for with each request.
     *
     * @param uploadBytesMax largest file; 0 = unlimited
     * @param textsMax most texts in one request; 0 = unlimited
     */
    public UploadRoutes(LightRag rag, LongSupplier uploadBytesMax, IntSupplier textsMax) {
        this.rag = rag;
        this.uploadBytesMax = uploadBytesMax;
        this.textsMax = textsMax;
    }

    @POST
    @NeedsRoom
    @Path("/text")
    public Response text(JsonRequest request) {
        Values values = request.read(ONE);
        String source =
                values.get(SOURCE)
                        .filter(name -> !PlainText.isBlank(name))
                        .orElseThrow(this::noSource);
        TrackId trackId =
                rag.insert(
                        List.of(
                                new NewDocument(
                                        values.get(TEXT),
                                        source,
                                        values.get(CHUNKING),
                                        values.get(METADATA))));
        return accepted("The text is stored and will be processed in the background.", trackId);
    }

    @POST
    @NeedsRoom
    @Path("/texts")
    public Response texts(JsonRequest request) {
        Values values = request.read(SEVERAL);
        List<String> texts = values.get(TEXTS);
        requireFew(texts);
        List<String> sources = values.get(SOURCES).orElse(List.of());
        if (sources.size() != texts.size() || sources.stream().anyMatch(PlainText::isBlank)) {
            throw noSource();
        }
        List<NewDocument> documents = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            documents.add(
                    new NewDocument(
                            texts.get(i),
                            sources.get(i),
                            values.get(CHUNKING),
                            values.get(METADATA)));
        }
        return accepted(
                "The texts are stored and will be processed in the background.",
                rag.insert(documents));
    }

    private void requireFew(List<String> texts) {
        int max = textsMax.getAsInt();
        if (max > 0 && texts.size() > max) {
            throw new TooLargeException(
                    "One request may carry at most "
                            + max
                            + " texts; this one has "
                            + texts.size()
                            + ". Split it.");
        }
    }

    private InvalidInputException noSource() {
        return new InvalidInputException(
                "file_source",
                "Every text needs the name of its source, since the name identifies the document.");
    }

    @POST
    @NeedsRoom
    @Path("/upload")
    public Response upload(
            @HeaderParam("Content-Type") Optional<String> contentType, InputStream body)
            throws IOException {
        MultipartReader form =
                contentType
                        .flatMap(type -> MultipartReader.of(type, body))
                        .orElseThrow(UploadRoutes::noFile);
        for (Optional<FormPart> part = form.next(); part.isPresent(); part = form.next()) {
            if (part.get().name().equals(FILE)) {
                return store(part.get());
            }
        }
        throw noFile();
    }

    private Response store(FormPart part) throws IOException {
        if (part.fileName().isEmpty()) {
            throw noFileName(part);
        }
        String name = part.fileName().get();
        long max = uploadBytesMax.getAsLong();
        InputStream content = max > 0 ? new CappedStream(part.content(), max) : part.content();
        TrackId trackId = rag.upload(new Upload(name, content));
        return accepted(
                "The file '" + name + "' is stored and will be processed in the background.",
                trackId);
    }

    private static InvalidRequestException noFile() {
        return new InvalidRequestException(
                new Problem(
                        "missing",
                        List.of("body", FILE),
                        "Field required",
                        JsonNodeFactory.instance.nullNode(),
                        Map.of()));
    }

    private static InvalidRequestException noFileName(FormPart part) throws IOException {
        String start =
                new String(part.content().readNBytes(ECHO_BYTES_MAX), StandardCharsets.UTF_8);
        JsonNode echo = JsonNodeFactory.instance.stringNode(start);
        return new InvalidRequestException(
                new Problem(
                        "value_error",
                        List.of("body", FILE),
                        "Value error, expected a file with a name",
                        echo,
                        Map.of("error", Map.of())));
    }

    private static Response accepted(String message, TrackId trackId) {
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("status", "success");
                    json.writeStringProperty("message", message);
                    json.writeStringProperty("track_id", trackId.value());
                    json.writeEndObject();
                });
    }

    private static String checkText(String text) throws Refusal {
        String trimmed = PlainText.strip(text);
        if (trimmed.isEmpty()) {
            throw new Refusal("text is blank");
        }
        return trimmed;
    }

    private static List<String> checkTexts(List<String> texts) throws Refusal {
        List<String> trimmed = new ArrayList<>(texts.size());
        for (String text : texts) {
            trimmed.add(checkText(text));
        }
        return trimmed;
    }

    /** Control characters and code points that are no characters can't be part of a name. */
    private static String checkSource(String source) throws Refusal {
        Optional<Integer> unsafe =
                source.codePoints()
                        .filter(c -> c < 0x20 || c == 0x7F || c == 0xFFFE || c == 0xFFFF)
                        .boxed()
                        .findFirst();
        if (unsafe.isPresent()) {
            throw new Refusal(
                    "the name of a source holds U+%04X, which no name may".formatted(unsafe.get()));
        }
        return source;
    }

    private static List<String> checkSources(List<String> sources) throws Refusal {
        for (String source : sources) {
            checkSource(source);
        }
        return sources;
    }
}
