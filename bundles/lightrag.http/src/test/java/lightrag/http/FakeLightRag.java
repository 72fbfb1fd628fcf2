package lightrag.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import lightrag.api.ClearResult;
import lightrag.api.CompletionParam;
import lightrag.api.ConflictException;
import lightrag.api.CustomGraph;
import lightrag.api.DocStatus;
import lightrag.api.DocumentPage;
import lightrag.api.DocumentQuery;
import lightrag.api.DocumentRecord;
import lightrag.api.EngineStatus;
import lightrag.api.Entity;
import lightrag.api.ExportFormat;
import lightrag.api.GraphEdit;
import lightrag.api.InvalidInputException;
import lightrag.api.JobStart;
import lightrag.api.KnowledgeGraph;
import lightrag.api.LightRag;
import lightrag.api.ModelFailureException;
import lightrag.api.NewDocument;
import lightrag.api.OverloadedException;
import lightrag.api.PipelineStatus;
import lightrag.api.QueryAnswer;
import lightrag.api.QueryData;
import lightrag.api.QueryMode;
import lightrag.api.QueryParam;
import lightrag.api.QueryStream;
import lightrag.api.Relation;
import lightrag.api.ScanStart;
import lightrag.api.ScanStatus;
import lightrag.api.StatusCounts;
import lightrag.api.TakeOver;
import lightrag.api.TrackId;
import lightrag.api.Upload;
import lightrag.api.VerifyReport;
import lightrag.api.WorkspaceId;

/** A knowledge base of one document, one relation and fixed answers; a question with BOOM fails. */
final class FakeLightRag implements LightRag {
    static final Entity TURING =
            new Entity(
                    "Alan Turing",
                    "concept",
                    "A mathematician.",
                    List.of("doc-1-chunk-000"),
                    List.of("turing.txt"),
                    1795501715,
                    Optional.of(""));
    static final Entity PARK =
            new Entity(
                    "Bletchley Park",
                    "concept",
                    "A place.",
                    List.of("doc-1-chunk-000"),
                    List.of("turing.txt"),
                    1795501715,
                    Optional.of(""));
    static final Relation WORKED =
            new Relation(
                    "Bletchley Park",
                    "Alan Turing",
                    1.0,
                    "He worked there.",
                    "related to",
                    List.of("doc-1-chunk-000"),
                    List.of("turing.txt"),
                    1795501715,
                    Optional.of(""));

    /** Every question as it arrived. */
    final List<QueryParam> asked = new ArrayList<>();

    final List<NewDocument> inserted = new ArrayList<>();
    final List<String> uploaded = new ArrayList<>();
    volatile long uploadedBytes;
    volatile boolean busy;
    volatile boolean full;
    volatile boolean liveAnswers = true;
    volatile Function<QueryParam, QueryStream> streams =
            param -> FakeStream.of(data(param), "This ", "is ", "héllo 😀");

    @Override
    public VerifyReport verify(boolean repair) {
        return new VerifyReport(Map.of(), List.of());
    }

    @Override
    public void export(ExportFormat format, OutputStream target) {
        try {
            target.write(format.wire().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public CustomGraph.Inserted insertGraph(CustomGraph graph) {
        return new CustomGraph.Inserted(
                graph.chunks().size(), graph.entities().size(), graph.relations().size());
    }

    @Override
    public TakeOver.Report takeOver(
            Path directory, boolean dryRun, Consumer<TakeOver.Progress> progress) {
        return new TakeOver.Report(Map.of(), List.of(), !dryRun);
    }

    @Override
    public TrackId insert(List<NewDocument> documents) {
        for (NewDocument document : documents) {
            document.chunking()
                    .ifPresent(
                            chunking -> {
                                if (Integer.valueOf(50)
                                        .equals(chunking.params().get("chunk_token_size"))) {
                                    throw new InvalidInputException(
                                            "chunking",
                                            "The overlap of 100 is not less than the size of 50.");
                                }
                            });
        }
        inserted.addAll(documents);
        return new TrackId("insert_20261124_062835_828e1a52");
    }

    @Override
    public TrackId upload(Upload upload) {
        if (uploaded.contains(upload.fileName())) {
            throw new ConflictException("The store already contains it (Status: processed)");
        }
        try {
            byte[] buffer = new byte[8192];
            for (int n = upload.content().read(buffer); n >= 0; n = upload.content().read(buffer)) {
                uploadedBytes += n;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        uploaded.add(upload.fileName());
        return new TrackId("upload_20261124_062838_1328b401");
    }

    @Override
    public ScanStart scan() {
        return new ScanStart(true, "started", new TrackId("scan_20261124_062839_6fb434d9"));
    }

    @Override
    public Optional<ScanStatus> scanStatus(TrackId trackId) {
        return trackId.value().startsWith("scan_")
                ? Optional.of(
                        new ScanStatus(
                                trackId,
                                "completed",
                                Map.of("discovered", 0),
                                Map.of(),
                                Instant.ofEpochMilli(1795501719164L),
                                Instant.ofEpochMilli(1795501719182L),
                                4,
                                "done"))
                : Optional.empty();
    }

    @Override
    public DocumentPage documents(DocumentQuery query) {
        return new DocumentPage(List.of(document()), 1, statusCounts());
    }

    @Override
    public List<DocumentRecord> track(TrackId trackId) {
        if (trackId.value().endsWith("498870ba")) {
            return List.of(duplicate());
        }
        return trackId.value().startsWith("insert_") ? List.of(document()) : List.of();
    }

    private static DocumentRecord duplicate() {
        return new DocumentRecord(
                "dup-1",
                DocStatus.FAILED,
                "[DUPLICATE:content_hash]",
                83,
                "copy.txt",
                Instant.EPOCH,
                Instant.EPOCH,
                "insert_1",
                Optional.empty(),
                Optional.of(0),
                List.of(),
                Optional.of("same content"),
                Map.of("is_duplicate", true));
    }

    private static DocumentRecord document() {
        return new DocumentRecord(
                "doc-55b4a898c694201962a259dd8fbbc1a6",
                DocStatus.PROCESSED,
                "Alan Turing worked.",
                145,
                "turing.txt",
                Instant.parse("2026-11-24T06:28:35.369511Z"),
                Instant.parse("2026-11-24T06:28:36Z"),
                "insert_20261124_062835_828e1a52",
                Optional.empty(),
                Optional.of(1),
                List.of(),
                Optional.empty(),
                Map.of("process_options", "F", "smartheading_llm_cache_ids", List.of("x")));
    }

    @Override
    public void requireRoom(int count) {
        if (full) {
            throw new OverloadedException("3 documents wait already.", Duration.ofSeconds(30));
        }
    }

    @Override
    public Optional<DocumentRecord> owner(String fileName) {
        return Optional.of(document()).filter(document -> document.filePath().equals(fileName));
    }

    @Override
    public StatusCounts statusCounts() {
        return new StatusCounts(Map.of(DocStatus.PROCESSED, 4L));
    }

    @Override
    public PipelineStatus pipelineStatus() {
        return new PipelineStatus(
                busy,
                "turing.txt[1 files]",
                Optional.of("2026-11-24T06:28:38.277052+00:00"),
                1,
                1,
                1,
                "last",
                List.of("first", "last"),
                false,
                false,
                false,
                0,
                false,
                Optional.empty());
    }

    @Override
    public List<String> supportedFileTypes() {
        return List.of(".docx", ".md", ".textpack", ".txt");
    }

    @Override
    public void reprocessFailed() {}

    @Override
    public boolean cancelPipeline() {
        return busy;
    }

    @Override
    public JobStart deleteDocuments(
            List<String> documentIds, boolean deleteFiles, boolean deleteLlmCache) {
        return new JobStart(busy ? JobStart.State.BUSY : JobStart.State.STARTED, "message");
    }

    @Override
    public ClearResult clearDocuments() {
        return new ClearResult(
                busy ? ClearResult.State.BUSY : ClearResult.State.SUCCESS, "0 files");
    }

    @Override
    public void clearCache() {}

    @Override
    public QueryAnswer query(QueryParam param) {
        asked.add(param);
        failOnBoom(param.query());
        return new QueryAnswer("This is the answer.", true, data(param));
    }

    @Override
    public QueryStream stream(QueryParam param, Consumer<String> progress) {
        asked.add(param);
        progress.accept("extracting_keywords");
        progress.accept("generating_response");
        failOnBoom(param.query());
        return liveAnswers
                ? streams.apply(param)
                : new FakeStream(List.of("This is the answer.").iterator(), data(param), false);
    }

    @Override
    public QueryData data(QueryParam param) {
        failOnBoom(param.query());
        if (param.mode() == QueryMode.BYPASS) {
            return new QueryData(
                    true,
                    true,
                    "ok",
                    param.mode(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of(),
                    Optional.empty());
        }
        return new QueryData(
                true,
                true,
                "Query processed successfully",
                param.mode(),
                List.of(new QueryData.EntityHit(PARK, 1), new QueryData.EntityHit(TURING, 2)),
                List.of(new QueryData.RelationHit(WORKED, 3)),
                List.of(
                        new QueryData.ChunkHit(
                                "1", "Alan Turing worked.", "turing.txt", "doc-1-chunk-000")),
                List.of(new QueryData.Reference("1", "turing.txt")),
                List.of("history"),
                List.of("Alan Turing"),
                Map.of("total_entities_found", 2),
                Optional.empty());
    }

    @Override
    public QueryStream complete(CompletionParam param) {
        failOnBoom(param.prompt());
        return FakeStream.of(data(QueryParam.of("x y z", QueryMode.BYPASS)), "Hello ", "there");
    }

    /** The vocabulary of this one has four characters in each token. */
    @Override
    public int countTokens(String text) {
        return (text.length() + 3) / 4;
    }

    private static void failOnBoom(String text) {
        if (text.startsWith("BOOM")) {
            throw new ModelFailureException("the model is down", true);
        }
        if (text.startsWith("BUG")) {
            throw new IllegalStateException("secret detail");
        }
    }

    @Override
    public List<String> labels() {
        return List.of("Alan Turing", "Bletchley Park");
    }

    @Override
    public List<String> popularLabels(int limit) {
        return labels().subList(0, Math.min(limit, 2));
    }

    @Override
    public List<String> searchLabels(String query, int limit) {
        return labels().stream().filter(name -> name.contains(query)).toList();
    }

    @Override
    public KnowledgeGraph subgraph(String label, int maxDepth, int maxNodes) {
        return new KnowledgeGraph(List.of(PARK, TURING), List.of(WORKED), false);
    }

    @Override
    public boolean entityExists(String name) {
        return labels().contains(name);
    }

    @Override
    public GraphEdit createEntity(String name, Map<String, Object> data) {
        Entity created =
                new Entity(
                        name,
                        "Person",
                        "made",
                        List.of("manual_creation"),
                        List.of("manual_creation"),
                        1,
                        Optional.empty());
        return new GraphEdit.OfEntity(created, "created", Optional.empty());
    }

    @Override
    public GraphEdit createRelation(String source, String target, Map<String, Object> data) {
        return new GraphEdit.OfRelation(WORKED, "created");
    }

    @Override
    public GraphEdit editEntity(
            String name, Map<String, Object> data, boolean allowRename, boolean allowMerge) {
        if ("Turing Machine".equals(data.get("entity_name"))) {
            throw new InvalidInputException("entity_name", "An entity 'Turing Machine' exists.");
        }
        GraphEdit.EditSummary summary =
                allowMerge
                        ? new GraphEdit.EditSummary(
                                true,
                                "success",
                                Optional.empty(),
                                "success",
                                Optional.of(name),
                                name,
                                true)
                        : new GraphEdit.EditSummary(
                                false,
                                "not_attempted",
                                Optional.empty(),
                                "success",
                                Optional.empty(),
                                name,
                                false);
        return new GraphEdit.OfEntity(TURING, "edited", Optional.of(summary));
    }

    @Override
    public GraphEdit editRelation(String source, String target, Map<String, Object> data) {
        return new GraphEdit.OfRelation(WORKED, "edited");
    }

    @Override
    public GraphEdit mergeEntities(List<String> sources, String target) {
        return new GraphEdit.OfEntity(TURING, "merged", Optional.empty());
    }

    @Override
    public void deleteEntity(String name) {
        if (name.equals("nobody")) {
            throw new lightrag.api.NotFoundException("There is no entity 'nobody'.");
        }
    }

    @Override
    public void deleteRelation(String source, String target) {}

    @Override
    public EngineStatus status() {
        return new EngineStatus(
                new WorkspaceId("default"),
                "0.1.0",
                "/srv/work",
                "/srv/inputs",
                pipelineStatus(),
                Map.of(
                        "llm.binding",
                        "local",
                        "max.graph.nodes",
                        "500",
                        "extract.llm.model",
                        "small"),
                Map.of("query", Map.of("queued", 1L, "completed", 2L)));
    }
}
