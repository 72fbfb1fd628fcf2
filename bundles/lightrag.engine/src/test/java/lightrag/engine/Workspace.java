package lightrag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.Entity;
import lightrag.api.NewDocument;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.api.TrackId;
import lightrag.api.Upload;
import lightrag.api.WorkspaceId;
import lightrag.documents.chunk.FixedTokenChunker;
import lightrag.documents.chunk.RecursiveCharacterChunker;
import lightrag.documents.markdown.MarkdownParser;
import lightrag.documents.parse.PlainTextParser;
import lightrag.documents.section.ParagraphSemanticChunker;
import lightrag.engine.rows.SourceIds;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.engine.TextTools;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.DocumentParser;
import lightrag.spi.text.TokenizerProvider;
import lightrag.storage.rocksdb.RocksStorageProvider;
import lightrag.tokenizer.JtokkitTokenizerProvider;

/** An engine over a real RocksDB, real vocabularies and chunkers, and scripted models. */
final class Workspace implements AutoCloseable {

    private static final TokenizerProvider TOKENIZERS = new JtokkitTokenizerProvider();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final ScriptedModels models;
    final Path inputs;
    private final Path directory;
    private final Map<String, String> properties;
    private final RocksStorageProvider provider = new RocksStorageProvider(defaults());
    WorkspaceStorage storage;
    LightRagEngine engine;

    Workspace(Path directory, Map<String, String> properties) {
        this(directory, properties, ScriptedModels::echo);
    }

    Workspace(
            Path directory,
            Map<String, String> properties,
            Function<CompletionRequest, String> script) {
        this.directory = directory;
        this.inputs = directory.resolve("inputs");
        this.models = new ScriptedModels(script);
        this.properties = new HashMap<>(properties);
        this.properties.putIfAbsent("prompt.dir", directory.resolve("prompts").toString());
        this.storage = openStorage();
        this.engine = openEngine();
        engine.resume();
    }

    private static RocksStorageProvider.Config defaults() {
        return (RocksStorageProvider.Config)
                Proxy.newProxyInstance(
                        Workspace.class.getClassLoader(),
                        new Class<?>[] {RocksStorageProvider.Config.class},
                        (proxy, method, arguments) -> method.getDefaultValue());
    }

    private WorkspaceStorage openStorage() {
        return provider.open(
                new StorageLocation(new WorkspaceId("w"), directory.resolve("store"), Map.of()));
    }

    LightRagEngine openEngine() {
        return LightRagEngine.open(
                new EngineContext(
                        new WorkspaceId("w"),
                        storage,
                        models,
                        TOKENIZERS,
                        new Tools(),
                        directory,
                        inputs,
                        properties,
                        task -> Thread.ofVirtual().start(task),
                        InstantSource.system()),
                "0.1.0");
    }

    /** As a new process would. */
    void reopen() {
        engine.close();
        storage.close();
        storage = openStorage();
        engine = openEngine();
    }

    TrackId insert(String name, String... lines) {
        return engine.insert(
                List.of(new NewDocument(String.join("\n", lines), name, Optional.empty())));
    }

    /** Inserts and waits until it is through. */
    DocumentRecord ingest(String name, String... lines) {
        TrackId track = insert(name, lines);
        awaitIdle();
        return engine.track(track).getFirst();
    }

    TrackId upload(String name, String text) {
        return engine.upload(
                new Upload(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    void awaitIdle() {
        await(engine::idle);
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    DocumentRecord document(String id) {
        return storage.docStatus().get(id).orElseThrow();
    }

    Entity entity(String name) {
        return storage.graph().entities(List.of(name)).get(name);
    }

    Relation relation(String a, String b) {
        RelationKey key = RelationKey.of(a, b);
        return storage.graph().relations(List.of(key)).get(key);
    }

    List<String> sources(KeyValueNamespace namespace, String key) {
        return storage.keyValues(namespace)
                .get(key)
                .map(row -> SourceIds.decode(row).chunkIds())
                .orElseThrow();
    }

    Optional<byte[]> value(KeyValueNamespace namespace, String key) {
        return storage.keyValues(namespace).get(key);
    }

    Optional<VectorRow> vector(VectorNamespace namespace, String id) {
        return Optional.ofNullable(storage.vectors(namespace, 0).rows(List.of(id)).get(id));
    }

    Set<DocStatus> statuses(TrackId track) {
        return Set.copyOf(engine.track(track).stream().map(DocumentRecord::status).toList());
    }

    static String entityLine(String name, String type, String description) {
        return String.join("<|#|>", "entity", name, type, description);
    }

    static String relationLine(String source, String target, String keywords, String description) {
        return String.join("<|#|>", "relation", source, target, keywords, description);
    }

    @Override
    public void close() {
        engine.close();
        storage.close();
        provider.close();
    }

    private static final class Tools implements TextTools {
        private final List<DocumentParser> parsers =
                List.of(new PlainTextParser(), new MarkdownParser());

        @Override
        public Optional<Chunker> chunker(String strategy) {
            return Stream.<Chunker>of(
                            new FixedTokenChunker(),
                            new RecursiveCharacterChunker(),
                            new ParagraphSemanticChunker())
                    .filter(chunker -> chunker.strategy().equals(strategy))
                    .findFirst();
        }

        @Override
        public Optional<DocumentParser> parser(String suffix) {
            return parser(DocumentParser.LEGACY, suffix);
        }

        @Override
        public Optional<DocumentParser> parser(String engine, String suffix) {
            return parsers.stream()
                    .filter(parser -> parser.engine().equals(engine))
                    .filter(parser -> parser.suffixes().contains(suffix))
                    .findFirst();
        }

        @Override
        public List<String> suffixes() {
            return parsers.stream()
                    .flatMap(parser -> parser.suffixes().stream())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }
}
