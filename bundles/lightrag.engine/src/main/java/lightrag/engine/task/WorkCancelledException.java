package lightrag.engine.task;

/** Work stopped because somebody asked for it; never leaves the engine. */
public final class WorkCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WorkCancelledException() {
        super("cancelled");
    }
}
