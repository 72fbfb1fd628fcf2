package lightrag.deploy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lightrag.api.LightRagException;
import lightrag.tenant.control.EngineFleet;
import lightrag.tenant.control.EngineVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after a version in its first minutes, and asks for the way back when it does badly. */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long PERIOD_MILLIS = 250;

    /** Fewer are an accident. */
    private static final long ERRORS_MIN = 5;

    /**
     * Below it a percentile says nothing; and the first calls of a version pay for the compilation
     * of its classes, all at once where many clients wait.
     */
    private static final long CALLS_MIN = 400;

    /** Fewer may wait for a slow model. */
    private static final int STUCK_MIN = 3;

    /** Whatever the factor says, this fast is fast enough. */
    private static final long LATENCY_MILLIS_MIN = 2_000;

    private final EngineFleet fleet;
    private final Supplier<DeployOptions> options;
    private final Consumer<String> rollback;
    private Optional<ScheduledExecutorService> running = Optional.empty();

    /**
     * @param rollback told the reason
     */
    Watch(EngineFleet fleet, Supplier<DeployOptions> options, Consumer<String> rollback) {
        this.fleet = fleet;
        this.options = options;
        this.rollback = rollback;
    }

    /**
     * Watches a version from now on, and no other any more.
     *
     * @param before what it is compared with
     */
    synchronized void start(String version, EngineVersion before) {
        stop();
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("engine-watch").factory());
        long end = System.nanoTime() + options.get().watchTime().toNanos();
        var _ =
                timer.scheduleWithFixedDelay(
                        () -> look(timer, version, before, end),
                        PERIOD_MILLIS,
                        PERIOD_MILLIS,
                        TimeUnit.MILLISECONDS);
        running = Optional.of(timer);
    }

    synchronized void stop() {
        running.ifPresent(ScheduledExecutorService::shutdown);
        running = Optional.empty();
    }

    private void look(
            ScheduledExecutorService timer, String version, EngineVersion before, long end) {
        try {
            if (System.nanoTime() > end) {
                timer.shutdown();
                return;
            }
            Optional<String> complaint =
                    fleet.versions().stream()
                            .filter(now -> now.version().equals(version))
                            .findFirst()
                            .flatMap(now -> complaint(now, before).or(() -> hang(now, before)));
            if (complaint.isPresent()) {
                timer.shutdown();
                rollback.accept(complaint.get());
            }
        } catch (LightRagException e) {
            LOG.error("Engine {} does badly and can't be rolled back", version, e);
        } catch (RuntimeException e) {
            LOG.error("Looking after engine {} failed; tried again", version, e);
        }
    }

    private Optional<String> complaint(EngineVersion now, EngineVersion before) {
        DeployOptions limits = options.get();
        if (now.errors() >= ERRORS_MIN
                && now.errors() * 100 > now.calls() * limits.errorPercent()) {
            return Optional.of(now.errors() + " of " + now.calls() + " calls failed.");
        }
        long tolerated =
                Math.max(LATENCY_MILLIS_MIN, before.latencyMillis() * limits.latencyFactor());
        if (now.calls() >= CALLS_MIN
                && before.calls() >= CALLS_MIN
                && now.latencyMillis() > tolerated) {
            return Optional.of(
                    "Calls take "
                            + Duration.ofMillis(now.latencyMillis())
                            + " where they took "
                            + Duration.ofMillis(before.latencyMillis())
                            + " before (95th percentile).");
        }
        return Optional.empty();
    }

    /** A call that hangs fails nothing and takes no time; only those that run can tell. */
    private Optional<String> hang(EngineVersion now, EngineVersion before) {
        DeployOptions limits = options.get();
        Duration usual =
                Duration.ofMillis(before.latencyMillis()).multipliedBy(limits.latencyFactor());
        Duration limit = usual.compareTo(limits.silence()) > 0 ? usual : limits.silence();
        int stuck = fleet.running(now.version(), limit);
        return stuck < STUCK_MIN
                ? Optional.empty()
                : Optional.of(
                        stuck + " calls have not ended within " + limit.toSeconds() + " seconds.");
    }
}
