package lightrag.manager.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lightrag.api.ConflictException;
import lightrag.api.LightRagException;
import lightrag.api.ModelFailureException;
import lightrag.api.OverloadedException;
import lightrag.api.UnavailableException;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;

/**
 * Makes changes that were written for stores of one embedding model fit those of another: each
 * vector becomes that of its kept text by the other model. A model that is busy or away is asked
 * again, ever more slowly. Used by one thread at a time.
 */
final class Reembedder {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int DOUBLINGS_MAX = 6;

    private final VectorMaker maker;
    private final Embedding to;
    private final Duration patience;
    private final Consumer<String> trouble;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopWanted = lock.newCondition();
    // Guarded by the lock.
    private Optional<Thread> asking = Optional.empty();
    private boolean stopped;
    // Of the one thread that converts.
    private Optional<Mutation.PutValue> facts = Optional.empty();

    /**
     * @param patience how long a model that is away is asked again
     * @param trouble told why it has to be asked again, and nothing when it answers
     */
    Reembedder(VectorMaker maker, Embedding to, Duration patience, Consumer<String> trouble) {
        this.maker = maker;
        this.to = to;
        this.patience = patience;
        this.trouble = trouble;
    }

    /**
     * @throws Progress.Stopped it was to end
     * @throws LightRagException the model refuses, or was away for too long
     */
    List<Mutation> convert(Collection<? extends Mutation> mutations) {
        Set<String> texts = new LinkedHashSet<>();
        for (Mutation mutation : mutations) {
            if (mutation instanceof Mutation.PutVector put) {
                texts.add(put.row().content());
            }
        }
        Map<String, float[]> vectors = vectors(List.copyOf(texts));
        List<Mutation> converted = new ArrayList<>(mutations.size());
        for (Mutation mutation : mutations) {
            converted.add(
                    switch (mutation) {
                        case Mutation.PutVector put ->
                                new Mutation.PutVector(
                                        put.namespace(),
                                        put.row(),
                                        Objects.requireNonNull(vectors.get(put.row().content())));
                        case Mutation.PutValue put when namesTheModel(put) -> facts();
                        default -> mutation;
                    });
        }
        return converted;
    }

    private Map<String, float[]> vectors(List<String> texts) {
        if (texts.isEmpty()) {
            return Map.of();
        }
        List<float[]> made = insist(() -> maker.embed(to, texts));
        Map<String, float[]> vectors = HashMap.newHashMap(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            vectors.put(texts.get(i), made.get(i));
        }
        return vectors;
    }

    private boolean namesTheModel(Mutation.PutValue put) {
        return put.namespace() == KeyValueNamespace.WORKSPACE_META
                && put.key().equals(facts().key());
    }

    /** The row that names the model, which differs in both stores. */
    Mutation.PutValue facts() {
        if (facts.isEmpty()) {
            facts = insist(() -> maker.facts(to));
        }
        return facts.orElseThrow(
                () ->
                        new ConflictException(
                                "The engine of this workspace can't take over vectors that are made"
                                        + " anew: give it a later version first."));
    }

    private <T> T insist(Supplier<T> call) {
        long giveUp = System.nanoTime() + patience.toNanos();
        int failures = 0;
        while (true) {
            try {
                T answer = ask(call);
                if (failures > 0) {
                    trouble.accept("");
                }
                return answer;
            } catch (LightRagException e) {
                requireGoingOn();
                if (!passes(e) || System.nanoTime() > giveUp) {
                    throw e;
                }
                trouble.accept("Tried again: " + e.getMessage());
                pause(failures++);
            }
        }
    }

    private static boolean passes(LightRagException error) {
        return switch (error) {
            case ModelFailureException failure -> failure.retriable();
            case UnavailableException _, OverloadedException _ -> true;
            default -> false;
        };
    }

    /** The call can be interrupted by {@link #stop}, and nothing after it. */
    private <T> T ask(Supplier<T> call) {
        enter();
        try {
            return call.get();
        } finally {
            leave();
        }
    }

    private void enter() {
        lock.lock();
        try {
            requireGoingOn();
            asking = Optional.of(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            asking = Optional.empty();
            if (stopped) {
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    private void requireGoingOn() {
        lock.lock();
        try {
            if (stopped) {
                throw new Progress.Stopped();
            }
        } finally {
            lock.unlock();
        }
    }

    private void pause(int failures) {
        long left = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX)).toNanos();
        lock.lock();
        try {
            while (left > 0 && !stopped) {
                left = stopWanted.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The work was cancelled.", Duration.ofSeconds(1), e);
        } finally {
            lock.unlock();
        }
    }

    /** Whoever converts ends with {@link Progress.Stopped}. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            asking.ifPresent(Thread::interrupt);
            stopWanted.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
