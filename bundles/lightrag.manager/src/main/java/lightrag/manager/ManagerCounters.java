package lightrag.manager;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What the manager counts; those named {@code …_total} only rise. */
final class ManagerCounters {

    final LongAdder leases = new LongAdder();
    final LongAdder waiting = new LongAdder();
    final LongAdder acquires = new LongAdder();
    final LongAdder opens = new LongAdder();
    final LongAdder closes = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder evictions = new LongAdder();
    final LongAdder idleCloses = new LongAdder();
    final LongAdder renewals = new LongAdder();
    final LongAdder renewalFailures = new LongAdder();
    final LongAdder renewalMillis = new LongAdder();
    final LongAdder givenUp = new LongAdder();
    private final LongAdder reopenings = new LongAdder();
    private final LongAccumulator reopeningMillis = new LongAccumulator(Math::max, 0);
    private final LongAdder switches = new LongAdder();
    private final LongAccumulator switchMillis = new LongAccumulator(Math::max, 0);

    /** Stores were closed and opened anew while calls waited. */
    void reopened(Duration waited) {
        reopenings.increment();
        reopeningMillis.accumulate(waited.toMillis());
    }

    /** Other stores were put in force while commits waited. */
    void switched(Duration waited) {
        switches.increment();
        switchMillis.accumulate(waited.toMillis());
    }

    Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        values.put("leases", leases.sum());
        values.put("waiting", waiting.sum());
        values.put("acquires_total", acquires.sum());
        values.put("opens_total", opens.sum());
        values.put("closes_total", closes.sum());
        values.put("open_failures_total", failures.sum());
        values.put("evictions_total", evictions.sum());
        values.put("idle_closes_total", idleCloses.sum());
        values.put("engine_renewals_total", renewals.sum());
        values.put("engine_renewal_failures_total", renewalFailures.sum());
        values.put("engine_renewal_millis_total", renewalMillis.sum());
        values.put("engines_given_up_total", givenUp.sum());
        values.put("store_reopenings_total", reopenings.sum());
        values.put("store_reopening_longest_millis", reopeningMillis.get());
        values.put("store_switches_total", switches.sum());
        values.put("store_switch_longest_millis", switchMillis.get());
        return values;
    }
}
