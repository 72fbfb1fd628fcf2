package lightrag.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import lightrag.spi.model.TokenUsage;

/**
 * What one workspace did in one role since the server started, under the reference's names (rules
 * RL-7 and RL-8). Thread-safe.
 */
final class CallCounters {

    private final IntSupplier maxQueue;
    private volatile int maxAsync;
    private final LongAdder queued = new LongAdder();
    private final LongAdder running = new LongAdder();
    private final LongAdder submitted = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder promptTokens = new LongAdder();
    private final LongAdder completionTokens = new LongAdder();

    /**
     * @param maxQueue calls that may wait at once
     */
    CallCounters(IntSupplier maxQueue) {
        this.maxQueue = maxQueue;
    }

    /** Calls that may run at once. */
    int maxAsync() {
        return maxAsync;
    }

    /** A workspace that is opened again may have another width. */
    CallCounters width(int calls) {
        maxAsync = calls;
        return this;
    }

    void submitted() {
        submitted.increment();
        queued.increment();
    }

    void started() {
        queued.decrement();
        running.increment();
    }

    void rejected() {
        queued.decrement();
        rejected.increment();
    }

    void cancelledWhileQueued() {
        queued.decrement();
        cancelled.increment();
    }

    void ended(Outcome outcome) {
        running.decrement();
        switch (outcome) {
            case COMPLETED -> completed.increment();
            case FAILED -> failed.increment();
            case CANCELLED -> cancelled.increment();
        }
    }

    void used(TokenUsage usage) {
        promptTokens.add(usage.promptTokens());
        completionTokens.add(usage.completionTokens());
    }

    /** How a call that had started ended. */
    enum Outcome {
        COMPLETED,
        FAILED,
        CANCELLED
    }

    Map<String, Long> snapshot() {
        Map<String, Long> out = new LinkedHashMap<>();
        long waiting = Math.max(0, queued.sum());
        long active = Math.max(0, running.sum());
        out.put("max_async", (long) maxAsync);
        out.put("max_queue_size", (long) maxQueue.getAsInt());
        out.put("queued", waiting);
        out.put("running", active);
        out.put("in_flight", waiting + active);
        out.put("submitted_total", submitted.sum());
        out.put("completed_total", completed.sum());
        out.put("failed_total", failed.sum());
        out.put("cancelled_total", cancelled.sum());
        out.put("rejected_total", rejected.sum());
        out.put("prompt_tokens", promptTokens.sum());
        out.put("completion_tokens", completionTokens.sum());
        out.put("total_tokens", promptTokens.sum() + completionTokens.sum());
        out.put("call_count", completed.sum());
        return out;
    }
}
