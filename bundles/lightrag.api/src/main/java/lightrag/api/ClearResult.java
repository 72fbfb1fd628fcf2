package lightrag.api;

/** Outcome of clearing all documents. */
public record ClearResult(State state, String message) {
    public enum State {
        SUCCESS,
        PARTIAL_SUCCESS,
        BUSY,
        FAIL
    }
}
