package lightrag.gateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelGateway;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.model.ModelRole;
import lightrag.spi.model.Reranker;
import lightrag.spi.model.WorkspaceModels;

/** The gateway itself; knows nothing of a framework. Thread-safe. */
final class FairModelGateway implements ModelGateway, AutoCloseable {

    private final ProviderDirectory directory;
    private final ModelPool pool;
    private final Watchdog watchdog = new Watchdog();
    private final Map<ProviderKey, ProviderLine> lines = new HashMap<>();
    private final UseLedger ledger = new UseLedger(this::queueMax);
    private volatile GatewayLimits limits;

    FairModelGateway(ProviderDirectory directory, GatewayLimits limits) {
        this.directory = directory;
        this.limits = limits;
        this.pool = new ModelPool(directory, () -> this.limits);
    }

    /** New limits, for all calls from now on. */
    synchronized void limit(GatewayLimits changed) {
        limits = changed;
        lines.values().forEach(line -> line.limit(changed));
    }

    private int queueMax() {
        return limits.queueMax();
    }

    void remove(ProviderDirectory.Registration registration) {
        directory.remove(registration);
        pool.retireStale();
    }

    @Override
    public WorkspaceModels open(WorkspaceId workspace, Map<String, String> properties) {
        OpenWorkspace open = new OpenWorkspace();
        boolean complete = false;
        try {
            new Opening(workspace, open, new WorkspaceSettings(properties)).all();
            complete = true;
            return open;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(
                    "Opening the models of workspace " + workspace + " was cancelled.",
                    Duration.ofSeconds(1),
                    e);
        } finally {
            if (!complete) {
                open.close();
            }
        }
    }

    private synchronized ProviderLine.Share join(
            ProviderKey key, ProviderLine.Flow flow, String lane, int width) {
        lines.values().removeIf(ProviderLine::unused);
        return lines.computeIfAbsent(key, any -> new ProviderLine(limits)).join(flow, lane, width);
    }

    @Override
    public Map<WorkspaceId, Map<String, Map<String, Long>>> statistics() {
        return ledger.snapshot();
    }

    @Override
    public void close() {
        watchdog.close();
    }

    /**
     * One opening, step by step; what was taken is noted in the workspace at once, so that a
     * failure gives it back.
     */
    private final class Opening {
        private final WorkspaceId workspace;
        private final OpenWorkspace open;
        private final WorkspaceSettings settings;
        private final Map<ProviderKey, ProviderLine.Flow> flows = new HashMap<>();

        Opening(WorkspaceId workspace, OpenWorkspace open, WorkspaceSettings settings) {
            this.workspace = workspace;
            this.open = open;
            this.settings = settings;
        }

        void all() throws InterruptedException {
            for (ModelRole role : ModelRole.values()) {
                languageModel(role);
            }
            embeddingModel();
            if (settings.reranker().isPresent()) {
                reranker(settings.reranker().get());
            }
        }

        private void languageModel(ModelRole role) throws InterruptedException {
            ModelChoice choice = settings.languageModel(role);
            var hold = hold(pool.languageModel(choice));
            ModelInfo info = ask(hold, LanguageModel::info);
            RoleCalls calls = calls(role.wire(), choice, settings.maxAsync(role), info);
            open.add(role, new BoundedLanguageModel(info, hold.model(), calls));
        }

        private void embeddingModel() throws InterruptedException {
            ModelChoice choice = settings.embeddingModel();
            var hold = hold(pool.embeddingModel(choice));
            var facts = ask(hold, BoundedEmbeddingModel.Facts::of);
            RoleCalls calls =
                    calls("embedding", choice, settings.embeddingMaxAsync(), facts.info());
            open.add(
                    new BoundedEmbeddingModel(
                            facts, hold.model(), calls, settings.embeddingBatch()));
        }

        private void reranker(ModelChoice choice) throws InterruptedException {
            var hold = hold(pool.reranker(choice));
            ModelInfo info = ask(hold, Reranker::info);
            RoleCalls calls = calls("rerank", choice, settings.rerankMaxAsync(), info);
            open.add(new BoundedReranker(info, hold.model(), calls));
        }

        private <M extends AutoCloseable> ModelPool.Hold<M> hold(ModelPool.Hold<M> hold) {
            open.onClose(hold::close);
            return hold;
        }

        /** Opens the model now, so that a wrong setting shows here and not within a document. */
        private <M extends AutoCloseable, T> T ask(ModelPool.Hold<M> hold, Function<M, T> question)
                throws InterruptedException {
            try (var loan = hold.model().borrow()) {
                return question.apply(loan.model());
            }
        }

        private RoleCalls calls(String role, ModelChoice choice, int width, ModelInfo info) {
            ProviderLine.Flow flow =
                    flows.computeIfAbsent(
                            choice.provider(), any -> new ProviderLine.Flow(settings.weight()));
            ProviderLine.Share share = join(choice.provider(), flow, role, width);
            open.onClose(share::leave);
            return new RoleCalls(
                    role,
                    share,
                    ledger.counters(workspace, role).width(width),
                    watchdog,
                    RoleCalls.limitFor(choice.settings().timeout(), info));
        }
    }
}
