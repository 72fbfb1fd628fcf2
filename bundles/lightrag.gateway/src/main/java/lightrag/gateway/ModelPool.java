package lightrag.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelProvider;
import lightrag.spi.model.Reranker;

/** Shared models by settings, each there as long as a workspace uses it. Thread-safe. */
final class ModelPool {

    private final ProviderDirectory directory;
    private final Supplier<GatewayLimits> limits;
    private final Map<Key, Entry> entries = new HashMap<>();

    ModelPool(ProviderDirectory directory, Supplier<GatewayLimits> limits) {
        this.directory = directory;
        this.limits = limits;
    }

    private enum Kind {
        LANGUAGE,
        EMBEDDING,
        RERANK
    }

    private record Key(Kind kind, ModelChoice choice) {}

    private static final class Entry {
        private final SharedModel<?> model;
        private int users;

        Entry(SharedModel<?> model) {
            this.model = model;
        }
    }

    /** A workspace's hold on a shared model; let go once. */
    record Hold<M extends AutoCloseable>(SharedModel<M> model, Runnable release)
            implements AutoCloseable {
        @Override
        public void close() {
            release.run();
        }
    }

    Hold<LanguageModel> languageModel(ModelChoice choice) {
        return hold(
                Kind.LANGUAGE, choice, provider -> provider.openLanguageModel(choice.settings()));
    }

    Hold<EmbeddingModel> embeddingModel(ModelChoice choice) {
        return hold(
                Kind.EMBEDDING, choice, provider -> provider.openEmbeddingModel(choice.settings()));
    }

    Hold<Reranker> reranker(ModelChoice choice) {
        return hold(Kind.RERANK, choice, provider -> provider.openReranker(choice.settings()));
    }

    @SuppressWarnings("unchecked") // the kind within the key stands for the model's type
    private synchronized <M extends AutoCloseable> Hold<M> hold(
            Kind kind, ModelChoice choice, Function<ModelProvider, M> opener) {
        Key key = new Key(kind, choice);
        Entry entry =
                entries.computeIfAbsent(
                        key,
                        any ->
                                new Entry(
                                        new SharedModel<>(
                                                directory,
                                                choice.binding(),
                                                opener,
                                                () -> limits.get().providerWait())));
        entry.users++;
        return new Hold<>((SharedModel<M>) entry.model, () -> release(key, entry));
    }

    private void release(Key key, Entry entry) {
        synchronized (this) {
            if (--entry.users > 0) {
                return;
            }
            entries.remove(key);
        }
        entry.model.close();
    }

    /** Lets go of providers that were removed. */
    void retireStale() {
        List<Entry> all;
        synchronized (this) {
            all = List.copyOf(entries.values());
        }
        all.forEach(entry -> entry.model.retireIfStale());
    }
}
