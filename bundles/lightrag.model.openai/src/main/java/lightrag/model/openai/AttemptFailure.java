package lightrag.model.openai;

import java.time.Duration;
import java.util.Optional;
import lightrag.api.ModelFailureException;

/**
 * One try at a call that came to nothing; says whether another may help, and how long to wait
 * before it.
 */
final class AttemptFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean retriable;
    private final transient Optional<Duration> retryAfter;

    private AttemptFailure(String message, boolean retriable, Optional<Duration> retryAfter) {
        super(message);
        this.retriable = retriable;
        this.retryAfter = retryAfter;
    }

    static AttemptFailure passing(String message) {
        return new AttemptFailure(message, true, Optional.empty());
    }

    static AttemptFailure passing(String message, Throwable cause) {
        AttemptFailure failure = passing(message);
        failure.initCause(cause);
        return failure;
    }

    static AttemptFailure passing(String message, Optional<Duration> retryAfter) {
        return new AttemptFailure(message, true, retryAfter);
    }

    static AttemptFailure lasting(String message) {
        return new AttemptFailure(message, false, Optional.empty());
    }

    String text() {
        return String.valueOf(getMessage());
    }

    boolean retriable() {
        return retriable;
    }

    /** What the server asked for. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    ModelFailureException toModelFailure(int tries) {
        String suffix = tries > 1 ? " (" + tries + " tries)" : "";
        return new ModelFailureException(text() + suffix, retriable, this);
    }
}
