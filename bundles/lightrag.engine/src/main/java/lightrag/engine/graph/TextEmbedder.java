package lightrag.engine.graph;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lightrag.api.ConflictException;
import lightrag.engine.rows.WorkspaceFacts;
import lightrag.engine.task.Cancellation;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.WorkspaceModels;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.spi.text.Tokenizer;

/** Embeds texts of documents with the one model a workspace keeps to. */
public final class TextEmbedder {

    private final WorkspaceModels models;
    private final WorkspaceStorage storage;
    private final Tokenizer tokenizer;

    public TextEmbedder(WorkspaceModels models, WorkspaceStorage storage, Tokenizer tokenizer) {
        this.models = models;
        this.storage = storage;
        this.tokenizer = tokenizer;
    }

    /**
     * Vectors made for one piece of work, so that its second attempt makes none twice. Thread-safe.
     */
    public static final class Memory {
        private final Map<String, float[]> vectors = new ConcurrentHashMap<>();

        /**
         * @throws IllegalStateException the text was never embedded
         */
        public float[] of(String text) {
            return Optional.ofNullable(vectors.get(text))
                    .orElseThrow(() -> new IllegalStateException("a text was not embedded"));
        }
    }

    /** Embeds, in one call, those of the texts that are not in the memory yet. */
    public void embed(List<String> texts, Memory memory, Cancellation scope) {
        Set<String> missing = new LinkedHashSet<>(texts);
        missing.removeAll(memory.vectors.keySet());
        if (missing.isEmpty()) {
            return;
        }
        List<String> ordered = List.copyOf(missing);
        List<float[]> vectors = embed(ordered, scope);
        for (int i = 0; i < ordered.size(); i++) {
            memory.vectors.put(ordered.get(i), vectors.get(i));
        }
    }

    /** One vector a text, in order. */
    public List<float[]> embed(List<String> texts, Cancellation scope) {
        EmbeddingModel model = models.embeddingModel();
        return scope.call(
                () -> model.embed(texts, EmbeddingModel.Purpose.DOCUMENT, CallPriority.INGEST));
    }

    /** Longest text the model reads, in tokens; absent where it does not say. */
    public OptionalInt limit() {
        return models.embeddingModel().maxTokens();
    }

    /** The text, cut to what the model reads (rule MG-51). */
    String cut(String text) {
        OptionalInt limit = limit();
        if (limit.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length <= limit.getAsInt()) {
            return text;
        }
        int[] tokens = tokenizer.encode(text);
        return tokens.length <= limit.getAsInt()
                ? text
                : WholeCharacters.prefix(text, tokenizer.decode(tokens, 0, limit.getAsInt()));
    }

    public int dimension() {
        return models.embeddingModel().dimension();
    }

    /**
     * Refuses a model that did not make the vectors there are.
     *
     * @throws ConflictException the workspace belongs to another model or dimension
     */
    public void checkWorkspace() {
        storedFacts()
                .ifPresent(
                        stored -> {
                            WorkspaceFacts own = ownFacts();
                            if (!stored.equals(own)) {
                                throw new ConflictException(
                                        "This workspace was embedded by model "
                                                + stored.model()
                                                + " with "
                                                + stored.dimension()
                                                + " dimensions; the configured model is "
                                                + own.model()
                                                + " with "
                                                + own.dimension()
                                                + ". Configure the former, or clear the documents and insert them again.");
                            }
                        });
    }

    /**
     * The change that ties a workspace to its model, while it is not yet tied to one. @param now
     * seconds since 1970
     */
    public List<Mutation> tie(long now) {
        List<Mutation> mutations = new ArrayList<>(1);
        if (storedFacts().isEmpty()) {
            mutations.add(ownFacts().put(now));
        }
        return mutations;
    }

    private Optional<WorkspaceFacts> storedFacts() {
        return storage.keyValues(KeyValueNamespace.WORKSPACE_META)
                .get(WorkspaceFacts.KEY)
                .map(WorkspaceFacts::decode);
    }

    private WorkspaceFacts ownFacts() {
        EmbeddingModel model = models.embeddingModel();
        return new WorkspaceFacts(model.info().model(), model.dimension());
    }
}
