package lightrag.engine;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import lightrag.api.ClearResult;
import lightrag.api.CompletionParam;
import lightrag.api.CustomGraph;
import lightrag.api.DocumentPage;
import lightrag.api.DocumentQuery;
import lightrag.api.DocumentRecord;
import lightrag.api.EngineStatus;
import lightrag.api.ExportFormat;
import lightrag.api.GraphEdit;
import lightrag.api.JobStart;
import lightrag.api.KnowledgeGraph;
import lightrag.api.NewDocument;
import lightrag.api.PipelineStatus;
import lightrag.api.QueryAnswer;
import lightrag.api.QueryData;
import lightrag.api.QueryOperations;
import lightrag.api.QueryParam;
import lightrag.api.QueryStream;
import lightrag.api.ScanStart;
import lightrag.api.ScanStatus;
import lightrag.api.StatusCounts;
import lightrag.api.TakeOver;
import lightrag.api.TrackId;
import lightrag.api.UnavailableException;
import lightrag.api.Upload;
import lightrag.api.VerifyReport;
import lightrag.engine.cache.CachedModel;
import lightrag.engine.cache.ModelCache;
import lightrag.engine.delete.DeletionRequest;
import lightrag.engine.delete.DocumentDeletion;
import lightrag.engine.describe.ItemDescriber;
import lightrag.engine.edit.EditSession;
import lightrag.engine.edit.EntityEditor;
import lightrag.engine.edit.EntityMerging;
import lightrag.engine.edit.GraphInsertion;
import lightrag.engine.edit.RelationEditor;
import lightrag.engine.export.Export;
import lightrag.engine.extract.Extractor;
import lightrag.engine.graph.GraphWriter;
import lightrag.engine.graph.TextEmbedder;
import lightrag.engine.merge.DocumentMerge;
import lightrag.engine.merge.Rebuild;
import lightrag.engine.merge.Summarizer;
import lightrag.engine.options.EngineOptions;
import lightrag.engine.options.ExtractionOptions;
import lightrag.engine.pipeline.DocumentLine;
import lightrag.engine.pipeline.InputFolder;
import lightrag.engine.pipeline.PipelineState;
import lightrag.engine.prompt.ExtractionProfile;
import lightrag.engine.prompt.Prompts;
import lightrag.engine.purge.Purge;
import lightrag.engine.query.QueryEngine;
import lightrag.engine.takeover.TakeOverJob;
import lightrag.engine.task.Workers;
import lightrag.engine.verify.Verification;
import lightrag.spi.engine.Engine;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.storage.GraphStorage;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.spi.text.Tokenizer;

/** One knowledge base. Wires the parts and hands each call to the one it is for. Thread-safe. */
final class LightRagEngine implements Engine {

    /** Longer than the engine before this one is given to end its work. */
    private static final Duration START_WAIT = Duration.ofSeconds(45);

    private final EngineContext context;
    private final EngineOptions options;
    private final String version;
    private final WorkspaceStorage storage;
    private final PipelineState state;
    private final ModelCache cache;
    private final QueryOperations queries;
    private final DocumentLine documents;
    private final DocumentDeletion deletion;
    private final EntityEditor entities;
    private final RelationEditor relations;
    private final EntityMerging merging;
    private final Verification verification;
    private final Export export;
    private final GraphInsertion insertion;
    private final TakeOverJob takeOver;
    private volatile boolean closed;

    private LightRagEngine(EngineContext context, EngineOptions options, String version) {
        this.context = context;
        this.options = options;
        this.version = version;
        this.storage = context.storage();
        this.state = new PipelineState(context.clock());
        this.cache = new ModelCache(storage, options.cache(), context.clock());
        Tokenizer tokenizer = context.tokenizers().tokenizer(options.chunking().encoding());
        Prompts prompts = prompts(options);
        this.queries = new QueryEngine(context, options, cache, prompts, tokenizer);

        Lock turn = context.turns().graph();
        Workers workers = new Workers(context.executor());
        CachedModel model = new CachedModel(context.models(), cache, context.clock());
        TextEmbedder embedder = new TextEmbedder(context.models(), storage, tokenizer);
        embedder.checkWorkspace();
        GraphWriter writer = new GraphWriter(storage, embedder);
        Summarizer summarizer = new Summarizer(model, prompts, options.merge(), tokenizer);
        Rebuild rebuild = new Rebuild(summarizer, options, workers, context.clock());
        Purge purge = new Purge(storage, cache, rebuild, writer, turn, context.clock());
        InputFolder folder = new InputFolder(context.inputDirectory());
        this.documents =
                new DocumentLine(
                        new DocumentLine.Parts(
                                context,
                                options,
                                state,
                                folder,
                                tokenizer,
                                workers,
                                new ItemDescriber(
                                        model,
                                        prompts,
                                        options.describe(),
                                        options.extraction(),
                                        tokenizer,
                                        workers),
                                new Extractor(
                                        model, prompts, options.extraction(), tokenizer, workers),
                                embedder,
                                new DocumentMerge(summarizer, options, workers, context.clock()),
                                writer,
                                purge,
                                turn));
        this.deletion =
                new DocumentDeletion(storage, purge, folder, state, turn, context.executor());
        this.verification =
                new Verification(storage, embedder, writer, purge, state, turn, context.clock());
        EditSession session = new EditSession(storage, writer, state, turn, context.clock());
        this.merging = new EntityMerging(session);
        this.entities = new EntityEditor(session, merging);
        this.relations = new RelationEditor(session);
        this.insertion = new GraphInsertion(session, embedder, tokenizer);
        this.export = new Export(storage);
        this.takeOver = new TakeOverJob(storage, embedder, state, turn, context.clock());
    }

    private static Prompts prompts(EngineOptions options) {
        ExtractionOptions extraction = options.extraction();
        return Prompts.load(
                options.promptDirectory(),
                extraction
                        .profile()
                        .map(file -> ExtractionProfile.load(file, extraction.json()))
                        .orElse(Map.of()),
                options.prompts());
    }

    /** See {@link lightrag.spi.engine.LightRagFactory#open}. */
    static LightRagEngine open(EngineContext context, String version) {
        return new LightRagEngine(context, EngineOptions.of(context.properties()), version);
    }

    // ---- documents

    @Override
    public void requireRoom(int count) {
        requireOpen();
        documents.intake().requireRoom(count);
    }

    @Override
    public TrackId insert(List<NewDocument> newDocuments) {
        requireOpen();
        return documents.intake().insert(newDocuments);
    }

    @Override
    public TrackId upload(Upload upload) {
        requireOpen();
        return documents.intake().upload(upload);
    }

    @Override
    public ScanStart scan() {
        awaitStart();
        return documents.scanner().start();
    }

    @Override
    public Optional<ScanStatus> scanStatus(TrackId trackId) {
        return documents.scanner().status(trackId);
    }

    @Override
    public DocumentPage documents(DocumentQuery query) {
        return storage.docStatus().page(query);
    }

    @Override
    public List<DocumentRecord> track(TrackId trackId) {
        return storage.docStatus().byTrack(trackId.value());
    }

    @Override
    public Optional<DocumentRecord> owner(String fileName) {
        return documents.intake().owner(fileName);
    }

    @Override
    public StatusCounts statusCounts() {
        return storage.docStatus().counts();
    }

    @Override
    public PipelineStatus pipelineStatus() {
        return state.snapshot(documents.pipeline().waitsForStart());
    }

    @Override
    public List<String> supportedFileTypes() {
        return context.text().suffixes();
    }

    @Override
    public void reprocessFailed() {
        awaitStart();
        documents.pipeline().retryFailed();
    }

    @Override
    public boolean cancelPipeline() {
        return state.cancel();
    }

    @Override
    public JobStart deleteDocuments(
            List<String> documentIds, boolean deleteFiles, boolean deleteLlmCache) {
        awaitStart();
        return deletion.start(
                new DeletionRequest(documentIds, deleteFiles, deleteLlmCache),
                documents.pipeline());
    }

    @Override
    public ClearResult clearDocuments() {
        awaitStart();
        return deletion.clear();
    }

    @Override
    public void clearCache() {
        cache.clear();
    }

    // ---- questions

    @Override
    public QueryAnswer query(QueryParam param) {
        return queries.query(param);
    }

    @Override
    public QueryStream stream(QueryParam param, Consumer<String> progress) {
        return queries.stream(param, progress);
    }

    @Override
    public QueryData data(QueryParam param) {
        return queries.data(param);
    }

    @Override
    public QueryStream complete(CompletionParam param) {
        return queries.complete(param);
    }

    @Override
    public int countTokens(String text) {
        return queries.countTokens(text);
    }

    // ---- graph

    @Override
    public List<String> labels() {
        return graph().labels();
    }

    @Override
    public List<String> popularLabels(int limit) {
        return graph().popular(limit);
    }

    @Override
    public List<String> searchLabels(String query, int limit) {
        return graph().search(query, limit);
    }

    @Override
    public KnowledgeGraph subgraph(String label, int maxDepth, int maxNodes) {
        return graph().subgraph(
                        label, maxDepth, Math.min(maxNodes, options.query().maxGraphNodes()));
    }

    @Override
    public boolean entityExists(String name) {
        return graph().existing(List.of(name)).contains(name);
    }

    @Override
    public GraphEdit createEntity(String name, Map<String, Object> data) {
        return entities.create(name, data);
    }

    @Override
    public GraphEdit createRelation(String source, String target, Map<String, Object> data) {
        return relations.create(source, target, data);
    }

    @Override
    public GraphEdit editEntity(
            String name, Map<String, Object> data, boolean allowRename, boolean allowMerge) {
        return entities.edit(name, data, allowRename, allowMerge);
    }

    @Override
    public GraphEdit editRelation(String source, String target, Map<String, Object> data) {
        return relations.edit(source, target, data);
    }

    @Override
    public GraphEdit mergeEntities(List<String> sources, String target) {
        return merging.mergeInto(target, sources);
    }

    @Override
    public void deleteEntity(String name) {
        entities.delete(name);
    }

    @Override
    public void deleteRelation(String source, String target) {
        relations.delete(source, target);
    }

    // ---- all of it

    @Override
    public VerifyReport verify(boolean repair) {
        requireOpen();
        return verification.run(repair, documents.pipeline()::wake);
    }

    @Override
    public void export(ExportFormat format, OutputStream target) {
        export.write(format, target);
    }

    @Override
    public CustomGraph.Inserted insertGraph(CustomGraph graph) {
        requireOpen();
        return insertion.insert(graph);
    }

    @Override
    public TakeOver.Report takeOver(
            Path directory, boolean dryRun, Consumer<TakeOver.Progress> progress) {
        requireOpen();
        return takeOver.run(directory, dryRun, progress);
    }

    private GraphStorage graph() {
        return storage.graph();
    }

    // ---- life

    @Override
    public EngineStatus status() {
        return new EngineStatus(
                context.workspace(),
                version,
                context.workingDirectory().toString(),
                context.inputDirectory().toString(),
                pipelineStatus(),
                PublicSettings.of(context.properties()),
                context.models().statistics());
    }

    @Override
    public void resume() {
        documents.pipeline().start();
    }

    @Override
    public boolean idle() {
        return state.isIdle();
    }

    @Override
    public boolean quiesce(Duration timeout) {
        long start = System.nanoTime();
        boolean ended = documents.pipeline().stop(timeout);
        return state.awaitIdle(timeout.minusNanos(System.nanoTime() - start)) && ended;
    }

    @Override
    public void close() {
        closed = true;
        documents.pipeline().stop(Duration.ZERO);
    }

    /** A job must not start while the engine before this one still works on the stores. */
    private void awaitStart() {
        documents.pipeline().awaitStart(START_WAIT);
    }

    private void requireOpen() {
        if (closed) {
            throw new UnavailableException(
                    "This knowledge base is being moved to another engine; try again.",
                    Duration.ofSeconds(1));
        }
    }
}
