package lightrag.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import lightrag.tenant.control.LeftBehind;

/**
 * Runs code of a version that is not trusted yet, each call on a thread of its own. A call that
 * takes too long is interrupted until it ends: each step it makes on its way out may hang anew, and
 * as long as its thread lives the classes of its bundle stay. Thread-safe.
 */
final class ForeignCalls {

    private static final Duration BETWEEN = Duration.ofMillis(200);

    /** A call that does not end in this time after it was told to is said to be left behind. */
    private static final int GRACE = 15;

    private final List<Call> unended = new CopyOnWriteArrayList<>();

    /** One call that took too long and whose thread still lives. */
    private record Call(LeftBehind said, Thread thread) {}

    /** The call took too long, and its thread does not end either. */
    static final class UnendedException extends RefusedException {
        private static final long serialVersionUID = 1L;

        UnendedException(RefusedException why) {
            super(
                    why.getMessage()
                            + " It can't be made to end either: its classes stay in memory until"
                            + " it does.",
                    why);
        }
    }

    /**
     * @param what the call, after "It did not"
     * @throws UnendedException it took too long and goes on
     * @throws RefusedException it failed, or took too long
     */
    <T> T call(String version, String what, Duration limit, Callable<T> action)
            throws RefusedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        // A thread of the system's: code that never waits would keep a carrier of virtual ones.
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("deploy-" + what)
                        .inheritInheritableThreadLocals(false)
                        .start(() -> run(action, result));
        try {
            return Deadline.await(what, limit, result);
        } catch (RefusedException e) {
            if (!result.isDone() && !end(thread)) {
                leave(new Call(new LeftBehind(version, what, Instant.now()), thread));
                throw new UnendedException(e);
            }
            throw e;
        }
    }

    private static <T> void run(Callable<T> action, CompletableFuture<T> result) {
        try {
            result.complete(action.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** Whether the thread has ended within the grace. */
    private static boolean end(Thread thread) {
        for (int i = 0; i < GRACE; i++) {
            if (endedAfterInterrupt(thread)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endedAfterInterrupt(Thread thread) {
        thread.interrupt();
        try {
            return thread.join(BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !thread.isAlive();
        }
    }

    private void leave(Call call) {
        unended.add(call);
        Thread.ofVirtual()
                .name("deploy-end")
                .start(
                        () -> {
                            while (!endedAfterInterrupt(call.thread())) {
                                // tells it again
                            }
                            unended.remove(call);
                        });
    }

    boolean isUnended(String version) {
        return unended.stream().anyMatch(call -> call.said().version().equals(version));
    }

    /** Calls that were told to end and have not. */
    List<LeftBehind> unended() {
        return unended.stream().map(Call::said).toList();
    }
}
