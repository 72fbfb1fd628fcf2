package lightrag.deploy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a step of a deployment, and says in words when it fails or takes too long. */
final class Deadline {

    private Deadline() {}

    /**
     * @param what the step, after "It did not"
     * @throws RefusedException it failed, or took too long
     */
    static <T> T await(String what, Duration limit, CompletableFuture<T> result)
            throws RefusedException {
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RefusedException(
                    "It did not " + what + " within " + limit.toSeconds() + " seconds.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("The server stops.", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new RefusedException("It does not " + what + ": " + reason(cause), cause);
        }
    }

    /** With the cause of the cause: a framework says only that an activator failed. */
    private static String reason(Throwable error) {
        String text =
                error.getMessage() == null
                        ? error.getClass().getSimpleName()
                        : error.getClass().getSimpleName() + ": " + error.getMessage();
        return error.getCause() == null || error.getCause() == error
                ? text
                : text + " (" + reason(error.getCause()) + ")";
    }
}
