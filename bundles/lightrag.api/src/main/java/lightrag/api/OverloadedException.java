package lightrag.api;

import java.time.Duration;

/** Too much at once: try again later. Nothing was changed. */
public final class OverloadedException extends LightRagException {
    private static final long serialVersionUID = 1L;
    private final Duration retryAfter;

    public OverloadedException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
