package lightrag.proxy;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
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
import lightrag.api.LightRag;
import lightrag.api.NewDocument;
import lightrag.api.PipelineStatus;
import lightrag.api.QueryAnswer;
import lightrag.api.QueryData;
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
import lightrag.tenant.Tenant;
import lightrag.tenant.TenantContext;
import lightrag.tenant.control.LightRagLease;
import lightrag.tenant.control.RagManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Each call borrows the engine of the bound tenant's workspace, uses it and gives it back; a stream
 * gives it back at its end. A call with no tenant bound is refused: there is no workspace to fall
 * back to.
 */
@Component(service = LightRag.class, immediate = true)
public final class LightRagProxy implements LightRag {

    /** Longer than a manager needs to restart, shorter than clients' patience. */
    private static final Duration MANAGER_WAIT = Duration.ofSeconds(5);

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final CurrentManager manager;

    @Activate
    public LightRagProxy() {
        this(MANAGER_WAIT);
    }

    LightRagProxy(Duration managerWait) {
        this.manager = new CurrentManager(managerWait);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "unsetManager")
    void setManager(RagManager found) {
        manager.set(found);
    }

    void unsetManager(RagManager gone) {
        manager.unset(gone);
    }

    private LightRagLease lease() {
        Tenant tenant =
                TenantContext.current()
                        .orElseThrow(
                                () ->
                                        new UnavailableException(
                                                "No workspace belongs to this call: sign-in is not"
                                                        + " running at the moment.",
                                                RETRY));
        return manager.get().acquire(tenant.workspace());
    }

    private <T> T call(Function<LightRag, T> action) {
        LightRag asked;
        UnavailableException refusal;
        try (LightRagLease lease = lease()) {
            asked = lease.engine();
            try {
                return attempt(lease, action);
            } catch (UnavailableException e) {
                refusal = e;
            }
        }
        return elsewhere(action, asked, refusal);
    }

    private void run(Consumer<LightRag> action) {
        call(
                rag -> {
                    action.accept(rag);
                    return true;
                });
    }

    /** Not tried twice: what the action reads can be read once. */
    private <T> T callOnce(Function<LightRag, T> action) {
        try (LightRagLease lease = lease()) {
            return attempt(lease, action);
        }
    }

    private static <T> T attempt(LightRagLease lease, Function<LightRag, T> action) {
        try {
            return action.apply(lease.engine());
        } catch (Throwable e) {
            lease.failed(e);
            throw e;
        }
    }

    /**
     * An engine refuses jobs when another one has taken its place while the call was on its way:
     * then the other one is asked.
     */
    private <T> T elsewhere(
            Function<LightRag, T> action, LightRag asked, UnavailableException refusal) {
        try (LightRagLease lease = lease()) {
            if (lease.engine() == asked) {
                throw refusal;
            }
            return attempt(lease, action);
        }
    }

    private QueryStream open(Function<LightRag, QueryStream> action) {
        LightRagLease lease = lease();
        try {
            return new LeasedQueryStream(attempt(lease, action), lease);
        } catch (Throwable e) {
            lease.close();
            throw e;
        }
    }

    @Override
    public EngineStatus status() {
        return call(LightRag::status);
    }

    @Override
    public VerifyReport verify(boolean repair) {
        return call(rag -> rag.verify(repair));
    }

    @Override
    public void export(ExportFormat format, OutputStream target) {
        run(rag -> rag.export(format, target));
    }

    @Override
    public CustomGraph.Inserted insertGraph(CustomGraph graph) {
        return call(rag -> rag.insertGraph(graph));
    }

    @Override
    public TakeOver.Report takeOver(
            Path directory, boolean dryRun, Consumer<TakeOver.Progress> progress) {
        return call(rag -> rag.takeOver(directory, dryRun, progress));
    }

    @Override
    public void requireRoom(int count) {
        run(rag -> rag.requireRoom(count));
    }

    @Override
    public TrackId insert(List<NewDocument> documents) {
        return call(rag -> rag.insert(documents));
    }

    @Override
    public TrackId upload(Upload upload) {
        return callOnce(rag -> rag.upload(upload));
    }

    @Override
    public ScanStart scan() {
        return call(LightRag::scan);
    }

    @Override
    public Optional<ScanStatus> scanStatus(TrackId trackId) {
        return call(rag -> rag.scanStatus(trackId));
    }

    @Override
    public DocumentPage documents(DocumentQuery query) {
        return call(rag -> rag.documents(query));
    }

    @Override
    public List<DocumentRecord> track(TrackId trackId) {
        return call(rag -> rag.track(trackId));
    }

    @Override
    public Optional<DocumentRecord> owner(String fileName) {
        return call(rag -> rag.owner(fileName));
    }

    @Override
    public StatusCounts statusCounts() {
        return call(LightRag::statusCounts);
    }

    @Override
    public PipelineStatus pipelineStatus() {
        return call(LightRag::pipelineStatus);
    }

    @Override
    public List<String> supportedFileTypes() {
        return call(LightRag::supportedFileTypes);
    }

    @Override
    public void reprocessFailed() {
        run(LightRag::reprocessFailed);
    }

    @Override
    public boolean cancelPipeline() {
        return call(LightRag::cancelPipeline);
    }

    @Override
    public JobStart deleteDocuments(
            List<String> documentIds, boolean deleteFiles, boolean deleteLlmCache) {
        return call(rag -> rag.deleteDocuments(documentIds, deleteFiles, deleteLlmCache));
    }

    @Override
    public ClearResult clearDocuments() {
        return call(LightRag::clearDocuments);
    }

    @Override
    public void clearCache() {
        run(LightRag::clearCache);
    }

    @Override
    public QueryAnswer query(QueryParam param) {
        return call(rag -> rag.query(param));
    }

    @Override
    public QueryStream stream(QueryParam param, Consumer<String> progress) {
        return open(rag -> rag.stream(param, progress));
    }

    @Override
    public QueryData data(QueryParam param) {
        return call(rag -> rag.data(param));
    }

    @Override
    public QueryStream complete(CompletionParam param) {
        return open(rag -> rag.complete(param));
    }

    @Override
    public int countTokens(String text) {
        return call(rag -> rag.countTokens(text));
    }

    @Override
    public List<String> labels() {
        return call(LightRag::labels);
    }

    @Override
    public List<String> popularLabels(int limit) {
        return call(rag -> rag.popularLabels(limit));
    }

    @Override
    public List<String> searchLabels(String query, int limit) {
        return call(rag -> rag.searchLabels(query, limit));
    }

    @Override
    public KnowledgeGraph subgraph(String label, int maxDepth, int maxNodes) {
        return call(rag -> rag.subgraph(label, maxDepth, maxNodes));
    }

    @Override
    public boolean entityExists(String name) {
        return call(rag -> rag.entityExists(name));
    }

    @Override
    public GraphEdit createEntity(String name, Map<String, Object> data) {
        return call(rag -> rag.createEntity(name, data));
    }

    @Override
    public GraphEdit createRelation(String source, String target, Map<String, Object> data) {
        return call(rag -> rag.createRelation(source, target, data));
    }

    @Override
    public GraphEdit editEntity(
            String name, Map<String, Object> data, boolean allowRename, boolean allowMerge) {
        return call(rag -> rag.editEntity(name, data, allowRename, allowMerge));
    }

    @Override
    public GraphEdit editRelation(String source, String target, Map<String, Object> data) {
        return call(rag -> rag.editRelation(source, target, data));
    }

    @Override
    public GraphEdit mergeEntities(List<String> sources, String target) {
        return call(rag -> rag.mergeEntities(sources, target));
    }

    @Override
    public void deleteEntity(String name) {
        run(rag -> rag.deleteEntity(name));
    }

    @Override
    public void deleteRelation(String source, String target) {
        run(rag -> rag.deleteRelation(source, target));
    }
}
