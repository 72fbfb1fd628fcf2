package lightrag.deploy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs foreign code on a thread of its own, which is left behind when it hangs. */
final class Deadline {

    private static final int INTERRUPTS = 60;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private Deadline() {}

    /**
     * @throws RefusedException it failed, or took too long
     */
    static <T> T call(String what, Duration limit, Callable<T> action) throws RefusedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread worker =
                Thread.ofVirtual()
                        .name("deploy-" + what)
                        .start(
                                () -> {
                                    try {
                                        result.complete(action.call());
                                    } catch (Throwable e) {
                                        result.completeExceptionally(e);
                                    }
                                });
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            end(worker);
            throw new RefusedException(
                    "It did not " + what + " within " + limit.toSeconds() + " seconds.", e);
        } catch (InterruptedException e) {
            worker.interrupt();
            Thread.currentThread().interrupt();
            throw new RefusedException("The server stops.", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new RefusedException("It does not " + what + ": " + reason(cause), cause);
        }
    }

    /**
     * Interrupts a thread until it has ended: each call it makes on its way out may hang anew, and
     * as long as it lives it keeps the classes of its bundle.
     */
    private static void end(Thread worker) {
        worker.interrupt();
        Thread.ofVirtual()
                .name("deploy-end")
                .start(
                        () -> {
                            try {
                                for (int i = 0; i < INTERRUPTS; i++) {
                                    if (worker.join(BETWEEN)) {
                                        return;
                                    }
                                    worker.interrupt();
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
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
