package lightrag.deploy.selftest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.NewDocument;
import lightrag.api.QueryMode;
import lightrag.api.QueryParam;
import lightrag.api.QueryStream;
import lightrag.api.TrackId;
import lightrag.api.WorkspaceId;
import lightrag.spi.engine.Engine;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.TokenizerProvider;

/** One document's life on an engine version. Blocks; interrupt it to end it. */
public final class SelfTest {

    private static final WorkspaceId SCRATCH = new WorkspaceId("self_test");
    private static final Duration QUIESCE = Duration.ofSeconds(5);
    private static final String TEXT =
            "Ada Quill keeps the lighthouse. The lighthouse stands on the rock.";
    private static final String QUESTION = "Who keeps the lighthouse?";

    private final StorageProvider stores;
    private final TokenizerProvider tokenizers;
    private final List<Chunker> chunkers;

    public SelfTest(StorageProvider stores, TokenizerProvider tokenizers, List<Chunker> chunkers) {
        this.stores = stores;
        this.tokenizers = tokenizers;
        this.chunkers = List.copyOf(chunkers);
    }

    /**
     * @param scratch a folder that is there, emptied in the end
     * @throws SelfTestException the engine does not do what it should
     */
    public void run(LightRagFactory factory, Path scratch)
            throws SelfTestException, InterruptedException, IOException {
        try (WorkspaceStorage storage =
                        stores.open(
                                new StorageLocation(SCRATCH, scratch.resolve("stores"), Map.of()));
                Tasks tasks = new Tasks();
                Engine engine = factory.open(context(storage, tasks, scratch))) {
            engine.resume();
            script(engine, tasks);
        } finally {
            delete(scratch);
        }
    }

    private EngineContext context(WorkspaceStorage storage, Tasks tasks, Path scratch) {
        return new EngineContext(
                SCRATCH,
                storage,
                new ScriptedModels(),
                tokenizers,
                new TestTools(chunkers),
                scratch,
                scratch.resolve("inputs"),
                Map.of(),
                tasks,
                InstantSource.system());
    }

    private static void script(Engine engine, Tasks tasks)
            throws SelfTestException, InterruptedException {
        TrackId track =
                engine.insert(List.of(new NewDocument(TEXT, "self-test.txt", Optional.empty())));
        tasks.awaitQuiet(engine::idle);
        List<DocumentRecord> documents = engine.track(track);
        require(
                documents.size() == 1 && documents.getFirst().status() == DocStatus.PROCESSED,
                "a text is not processed: "
                        + documents.stream().map(DocumentRecord::error).toList());
        require(engine.entityExists("Ada Quill"), "an extracted entity is not in the graph");
        ask(engine);
        engine.deleteDocuments(List.of(documents.getFirst().id()), false, true);
        tasks.awaitQuiet(engine::idle);
        require(engine.track(track).isEmpty(), "a deleted document is still there");
        require(engine.labels().isEmpty(), "a deleted document leaves entities behind");
        require(engine.quiesce(QUIESCE), "an idle engine does not come to rest");
    }

    private static void ask(Engine engine) throws SelfTestException {
        for (QueryMode mode : List.of(QueryMode.MIX, QueryMode.LOCAL, QueryMode.NAIVE)) {
            require(
                    engine.data(QueryParam.of(QUESTION, mode)).found(),
                    "a question in mode " + mode + " finds nothing");
        }
        String answer = engine.query(QueryParam.of(QUESTION, QueryMode.MIX)).text();
        require(answer.contains(ScriptedModels.ANSWER), "a question is answered by: " + answer);
        StringBuilder streamed = new StringBuilder();
        try (QueryStream stream =
                engine.stream(QueryParam.of(QUESTION, QueryMode.NAIVE), piece -> {})) {
            stream.forEachRemaining(streamed::append);
        }
        require(
                streamed.toString().contains(ScriptedModels.ANSWER),
                "a streamed answer is: " + streamed);
    }

    private static void require(boolean holds, String otherwise) throws SelfTestException {
        if (!holds) {
            throw new SelfTestException(otherwise);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
