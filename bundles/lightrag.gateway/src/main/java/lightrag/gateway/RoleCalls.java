package lightrag.gateway;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Function;
import lightrag.api.LightRagException;
import lightrag.api.ModelFailureException;
import lightrag.api.OverloadedException;
import lightrag.gateway.CallCounters.Outcome;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.CompletionStream;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelInfo;

/**
 * Every call of one workspace in one role: waits for a place, borrows the model, runs within its
 * time, and is counted.
 *
 * @param limit of the call itself; waiting for a place does not count
 */
record RoleCalls(
        String role,
        ProviderLine.Share share,
        CallCounters counters,
        Watchdog watchdog,
        Duration limit) {

    /**
     * Bindings keep twice the timeout by themselves (rule RL-3); this steps in when one does not.
     */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /**
     * A model in this process cannot lose a reply: it is only busy, and a call that waits for its
     * turn behind other workspaces would be ended in vain.
     */
    private static final Duration IN_PROCESS = Duration.ofDays(1);

    static Duration limitFor(Duration timeout, ModelInfo model) {
        return model.host().isEmpty() ? IN_PROCESS : timeout.multipliedBy(2).plus(GRACE);
    }

    <M extends AutoCloseable, T> T call(
            SharedModel<M> shared, CallPriority priority, Function<M, T> action) {
        ProviderLine.Permit permit = admit(priority);
        Outcome outcome = Outcome.FAILED;
        try (Watchdog.Guard guard = watchdog.guard(limit)) {
            try (var loan = shared.borrow()) {
                T result = action.apply(loan.model());
                outcome = Outcome.COMPLETED;
                return result;
            } catch (InterruptedException | RuntimeException e) {
                outcome = outcome(guard, e);
                throw failure(guard, e);
            }
        } finally {
            permit.close();
            counters.ended(outcome);
        }
    }

    /** As {@link #call}, but place and model are kept until the stream ends. */
    CompletionStream stream(
            SharedModel<LanguageModel> shared,
            CallPriority priority,
            Function<LanguageModel, CompletionStream> action) {
        ProviderLine.Permit permit = admit(priority);
        Outcome outcome = Outcome.FAILED;
        try (Watchdog.Guard guard = watchdog.guard(limit)) {
            try {
                CompletionStream stream = begin(shared, action, permit);
                outcome = Outcome.COMPLETED;
                return stream;
            } catch (InterruptedException | RuntimeException e) {
                outcome = outcome(guard, e);
                throw failure(guard, e);
            }
        } finally {
            if (outcome != Outcome.COMPLETED) {
                permit.close();
                counters.ended(outcome);
            }
        }
    }

    private CompletionStream begin(
            SharedModel<LanguageModel> shared,
            Function<LanguageModel, CompletionStream> action,
            ProviderLine.Permit permit)
            throws InterruptedException {
        SharedModel<LanguageModel>.Loan loan = shared.borrow();
        try {
            CompletionStream inner = action.apply(loan.model());
            return new BoundedStream(
                    inner,
                    this,
                    () -> {
                        loan.close();
                        permit.close();
                    });
        } catch (RuntimeException e) {
            loan.close();
            throw e;
        }
    }

    Future<?> everyLimit(Runnable check) {
        return watchdog.every(limit, check);
    }

    private ProviderLine.Permit admit(CallPriority priority) {
        counters.submitted();
        try {
            ProviderLine.Permit permit = share.acquire(priority);
            counters.started();
            return permit;
        } catch (InterruptedException e) {
            counters.cancelledWhileQueued();
            throw cancelled(e);
        } catch (OverloadedException e) {
            counters.rejected();
            throw e;
        }
    }

    private static Outcome outcome(Watchdog.Guard guard, Exception e) {
        boolean interrupted =
                e instanceof InterruptedException || Thread.currentThread().isInterrupted();
        return interrupted && !guard.expired() ? Outcome.CANCELLED : Outcome.FAILED;
    }

    private LightRagException failure(Watchdog.Guard guard, Exception e) {
        if (guard.expired()) {
            return late(e);
        }
        return switch (e) {
            case InterruptedException interrupted -> cancelled(interrupted);
            case LightRagException known -> known;
            default -> unexpected(e);
        };
    }

    ModelFailureException late(Exception cause) {
        return new ModelFailureException(
                "The " + role + " model did not answer within " + limit.toSeconds() + " s.",
                true,
                cause);
    }

    private ModelFailureException unexpected(Exception e) {
        return new ModelFailureException(
                "The binding of the "
                        + role
                        + " model failed in an unforeseen way: "
                        + e.getClass().getSimpleName()
                        + ".",
                false,
                e);
    }

    static ModelFailureException cancelled(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ModelFailureException("The call to the model was cancelled.", true, cause);
    }
}
