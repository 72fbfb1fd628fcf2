package lightrag.manager;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import lightrag.api.LightRagException;

/** Calls of one engine version: how many, how many failed by its fault, how long they took. */
final class Traffic {

    /** Upper bounds double every second bucket: 1 ms, 1.4 ms, 2 ms ... about 12 hours. */
    private static final int BUCKETS = 52;

    private static final double PERCENTILE = 0.95;

    private final LongAdder calls = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final AtomicLongArray durations = new AtomicLongArray(BUCKETS);

    void called(long nanos) {
        calls.increment();
        durations.incrementAndGet(bucket(nanos / 1e6));
    }

    /** What the house's own exceptions say is the caller's, a model's or a store's matter. */
    void failed(Throwable error) {
        if (!(error instanceof LightRagException)) {
            errors.increment();
        }
    }

    private static int bucket(double millis) {
        if (millis <= 1) {
            return 0;
        }
        return Math.min(BUCKETS - 1, (int) Math.ceil(2 * Math.log(millis) / Math.log(2)));
    }

    long calls() {
        return calls.sum();
    }

    long errors() {
        return errors.sum();
    }

    /** 0 without calls; else the upper bound of the bucket the 95th percentile lies in. */
    long latencyMillis() {
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            all += durations.get(i);
        }
        long rank = (long) Math.ceil(all * PERCENTILE);
        long seen = 0;
        for (int i = 0; i < BUCKETS && rank > 0; i++) {
            seen += durations.get(i);
            if (seen >= rank) {
                return Math.round(Math.pow(2, i / 2.0));
            }
        }
        return 0;
    }
}
