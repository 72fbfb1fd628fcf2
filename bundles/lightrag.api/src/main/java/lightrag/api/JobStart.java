package lightrag.api;

/** Whether a background job started. */
public record JobStart(State state, String message) {
    public enum State {
        STARTED,
        BUSY
    }
}
