package lightrag.engine.pipeline;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import lightrag.engine.describe.ItemDescriber;
import lightrag.engine.extract.Extractor;
import lightrag.engine.graph.GraphWriter;
import lightrag.engine.graph.TextEmbedder;
import lightrag.engine.merge.DocumentMerge;
import lightrag.engine.options.EngineOptions;
import lightrag.engine.purge.Purge;
import lightrag.engine.task.Workers;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.spi.text.Tokenizer;

/** Everything between a client's document and the graph, wired. */
public final class DocumentLine {

    private final PipelineState state;
    private final InputFolder folder;
    private final Pipeline pipeline;
    private final Intake intake;
    private final Scanner scanner;

    /**
     * @param turn held by whoever changes the graph
     */
    public record Parts(
            EngineContext context,
            EngineOptions options,
            PipelineState state,
            InputFolder folder,
            Tokenizer tokenizer,
            Workers workers,
            ItemDescriber describer,
            Extractor extractor,
            TextEmbedder embedder,
            DocumentMerge merge,
            GraphWriter writer,
            Purge purge,
            Lock turn) {}

    public DocumentLine(Parts parts) {
        EngineContext context = parts.context();
        WorkspaceStorage storage = context.storage();
        InstantSource clock = context.clock();
        Executor executor = context.executor();
        EngineOptions options = parts.options();
        this.state = parts.state();
        this.folder = parts.folder();
        Admission admission =
                new Admission(storage, state, options.pipeline(), clock, context.turns().intake());
        this.pipeline =
                new Pipeline(storage, ingest(parts), state, options.pipeline(), executor, clock);
        FileRouting routing = new FileRouting(options.parserRules(), options.chunking());
        this.intake =
                new Intake(
                        admission,
                        folder,
                        context.text(),
                        options.chunking(),
                        routing,
                        pipeline,
                        clock);
        this.scanner =
                new Scanner(
                        new ScannerParts(
                                storage,
                                admission,
                                folder,
                                context.text(),
                                routing,
                                state,
                                pipeline,
                                options,
                                executor,
                                clock));
    }

    private Ingest ingest(Parts parts) {
        EngineContext context = parts.context();
        GraphCommit graph =
                new GraphCommit(
                        context.storage(),
                        parts.turn(),
                        parts.merge(),
                        parts.writer(),
                        parts.embedder(),
                        state,
                        context.clock());
        return new Ingest(
                new IngestParts(
                        context.storage(),
                        new FileParsing(folder, context.text(), context.properties()),
                        folder,
                        parts.describer(),
                        new Chunking(
                                context.text(),
                                parts.tokenizer(),
                                parts.embedder(),
                                parts.options().chunking()),
                        parts.extractor(),
                        parts.embedder(),
                        graph,
                        parts.purge(),
                        state,
                        parts.options().chunking(),
                        parts.options().pipeline().documentDeadline(),
                        parts.workers(),
                        context.clock()));
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    public Intake intake() {
        return intake;
    }

    public Scanner scanner() {
        return scanner;
    }
}
