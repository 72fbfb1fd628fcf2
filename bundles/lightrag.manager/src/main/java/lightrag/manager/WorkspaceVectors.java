package lightrag.manager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import lightrag.api.ConflictException;
import lightrag.manager.migration.Embedding;
import lightrag.manager.migration.VectorMaker;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.ModelGateway;
import lightrag.spi.model.WorkspaceModels;
import lightrag.spi.storage.Mutation;

/**
 * Vectors of one workspace by whichever embedding model is named, without an engine. Models stay
 * open for a moment after each call, since the next one mostly follows. Thread-safe.
 */
final class WorkspaceVectors implements VectorMaker, AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(10);

    /** Models with the gateway they are of. */
    record Opened(ServiceLease<ModelGateway> gateway, WorkspaceModels models)
            implements AutoCloseable {
        @Override
        public void close() {
            Closing.all("models for vectors", models, gateway);
        }
    }

    /** Guarded by the lock. */
    private static final class Held {
        private final Opened opened;
        private int users;
        private long lastUse;
        private boolean retired;

        Held(Opened opened) {
            this.opened = opened;
        }
    }

    private final Function<Embedding, Opened> opener;
    private final Function<Embedding, Optional<Mutation.PutValue>> facts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Embedding, Held> held = new HashMap<>();

    /**
     * @param facts see {@link VectorMaker#facts}
     */
    WorkspaceVectors(
            Function<Embedding, Opened> opener,
            Function<Embedding, Optional<Mutation.PutValue>> facts) {
        this.opener = opener;
        this.facts = facts;
    }

    @Override
    public Optional<Mutation.PutValue> facts(Embedding by) {
        return facts.apply(by);
    }

    @Override
    public List<float[]> embed(Embedding by, List<String> texts) {
        Held models = take(by);
        boolean done = false;
        try {
            List<float[]> vectors =
                    model(models.opened, by)
                            .embed(texts, EmbeddingModel.Purpose.DOCUMENT, CallPriority.INGEST);
            done = true;
            return vectors;
        } finally {
            giveBack(models, done);
        }
    }

    private static EmbeddingModel model(Opened opened, Embedding by) {
        EmbeddingModel model = opened.models().embeddingModel();
        Embedding found = new Embedding(model.info().model(), model.dimension(), by.settings());
        if (!found.comparableTo(by)) {
            throw new ConflictException(
                    "The settings of embedding model " + by + " lead to " + found + " now.");
        }
        return model;
    }

    private Held take(Embedding by) {
        Optional<Held> there = use(by, Optional.empty());
        return there.isPresent() ? there.get() : use(by, Optional.of(opener.apply(by))).get();
    }

    /**
     * @param fresh taken in unless others are there by now, which are used then
     */
    private Optional<Held> use(Embedding by, Optional<Opened> fresh) {
        Optional<Opened> needless = Optional.empty();
        lock.lock();
        try {
            Held there = held.get(by);
            if (there == null && fresh.isPresent()) {
                there = new Held(fresh.get());
                held.put(by, there);
            } else {
                needless = fresh;
            }
            if (there != null) {
                there.users++;
            }
            return Optional.ofNullable(there);
        } finally {
            lock.unlock();
            needless.ifPresent(Opened::close);
        }
    }

    /** After a failure they are opened anew: settings may have changed. */
    private void giveBack(Held models, boolean done) {
        boolean last;
        lock.lock();
        try {
            models.users--;
            models.lastUse = System.nanoTime();
            if (!done) {
                retire(models);
            }
            last = models.retired && models.users == 0;
        } finally {
            lock.unlock();
        }
        if (last) {
            models.opened.close();
        }
    }

    /** Called with the lock held. */
    private void retire(Held models) {
        models.retired = true;
        held.values().remove(models);
    }

    private void retireThose(Predicate<Held> condition) {
        List<Held> over = new ArrayList<>();
        lock.lock();
        try {
            for (Held models : List.copyOf(held.values())) {
                if (condition.test(models)) {
                    retire(models);
                    if (models.users == 0) {
                        over.add(models);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        over.forEach(models -> models.opened.close());
    }

    /** Closes models that nobody has asked for a moment. */
    void tidy() {
        long before = System.nanoTime() - IDLE.toNanos();
        retireThose(models -> models.users == 0 && models.lastUse - before < 0);
    }

    /** Lets go of a gateway that has gone. */
    void serviceGone(Object key) {
        retireThose(models -> models.opened.gateway().key().equals(key));
    }

    @Override
    public void close() {
        retireThose(models -> true);
    }
}
