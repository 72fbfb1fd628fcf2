package lightrag.auth.users;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest usable version of a users file at hand. It looks twice a second instead of
 * listening, since file events miss exchanged links and network file systems. An unusable new
 * version, and a file that has vanished, leave the last good version in force.
 */
public final class UsersFileWatch implements AutoCloseable {

    public static final Duration PERIOD = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(UsersFileWatch.class);

    /** What is known of the file. */
    public sealed interface State {}

    /** There has never been a file. */
    public record Absent() implements State {}

    /** The file is there, but no version of it was usable yet. */
    public record Unusable(List<Finding> errors) implements State {}

    public record InForce(UserDirectory directory) implements State {}

    private final Path file;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile State state = new Absent();
    private @Nullable FileIdentity seen;
    private @Nullable UsersFile read;

    private UsersFileWatch(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("users-file-watch").factory());
    }

    /** Reads the file once before returning, then keeps looking until closed. */
    public static UsersFileWatch start(Path file, Clock clock) {
        UsersFileWatch watch = new UsersFileWatch(file, clock);
        watch.look();
        // ends with the timer; nothing it throws gets here, look() sees to that
        var _ =
                watch.timer.scheduleWithFixedDelay(
                        watch::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    public State state() {
        return state;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void look() {
        looking.lock();
        try {
            FileIdentity.of(file).ifPresentOrElse(this::inspect, this::missing);
        } catch (RuntimeException e) {
            // a timer that throws never runs again, and with it reloading would end silently
            LOG.error("Looking at {} failed; the users in force stay", file, e);
        } finally {
            looking.unlock();
        }
    }

    private void inspect(FileIdentity found) {
        if (found.equals(seen) && !found.mayHideAnotherChange(clock.instant())) {
            return;
        }
        try {
            UsersFile content = UsersFile.read(file, clock.instant());
            seen = found;
            if (!content.equals(read)) {
                read = content;
                take(content);
            }
        } catch (IOException e) {
            // replaced between looking and reading, or no right to read: the next look tells
            if (!found.equals(seen)) {
                seen = found;
                unusable(
                        List.of(
                                Finding.error(
                                        "file",
                                        "-",
                                        "can't be read: " + e.getClass().getSimpleName())));
            }
        }
    }

    private void missing() {
        if (seen != null) {
            seen = null;
            read = null;
            LOG.error(
                    "{} has vanished; the {} stay in force until it is back",
                    file,
                    describe(state));
        }
    }

    private void take(UsersFile content) {
        content.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                .forEach(finding -> LOG.warn("{}: {}", file, finding));
        if (!content.usable()) {
            unusable(content.errors());
            return;
        }
        state = new InForce(content.directory());
        LOG.info("{}: {} users in force", file, content.users().size());
    }

    private void unusable(List<Finding> errors) {
        errors.forEach(finding -> LOG.error("{}: {}", file, finding));
        if (state instanceof InForce) {
            LOG.error("{} is not usable; the {} stay in force", file, describe(state));
        } else {
            state = new Unusable(errors);
        }
    }

    private static String describe(State state) {
        return state instanceof InForce(UserDirectory directory)
                ? directory.size() + " users of the last good version"
                : "rules without users";
    }
}
