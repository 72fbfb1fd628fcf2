package lightrag.api;

import java.time.Duration;

/** A workspace or a service is not there at the moment: try again later, or ask an operator. */
public final class UnavailableException extends LightRagException {
    private static final long serialVersionUID = 1L;
    private final Duration retryAfter;

    public UnavailableException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    public UnavailableException(String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
