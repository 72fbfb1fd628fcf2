package lightrag.api;

/** A model did not answer, or not usably. */
public final class ModelFailureException extends LightRagException {
    private static final long serialVersionUID = 1L;
    private final boolean retriable;

    /**
     * @param retriable true for rate limits, time-outs and server faults; false for refused keys,
     *     unknown models
     */
    public ModelFailureException(String message, boolean retriable) {
        super(message);
        this.retriable = retriable;
    }

    public ModelFailureException(String message, boolean retriable, Throwable cause) {
        super(message, cause);
        this.retriable = retriable;
    }

    public boolean retriable() {
        return retriable;
    }
}
