package lightrag.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Slows down guessing: so many failures of one address and name within a sliding window, then none
 * is tried until the oldest has left it. Attempts under way count, so that many at once don't slip
 * through. Thread-safe.
 */
final class LoginThrottle {

    private static final int KEYS_MAX = 10_000;
    private static final long RETRY_SOON_SECONDS = 2;

    /**
     * When to refuse.
     *
     * @param attemptsMax failures allowed; 0 or less turns the throttle off
     * @param window 0 or less turns the throttle off
     */
    record Limits(int attemptsMax, Duration window) {
        boolean off() {
            return attemptsMax <= 0 || !window.isPositive();
        }
    }

    /** May this attempt be made? */
    sealed interface Admission {}

    /** Yes; end it with {@link #succeeded} or {@link #failed}. */
    record Admitted(String key) implements Admission {}

    record Refused(long retryAfterSeconds) implements Admission {}

    private static final class Attempts {
        private final Deque<Instant> failures = new ArrayDeque<>();
        private int underWay;

        void forgetBefore(Instant start) {
            while (!failures.isEmpty() && !failures.getFirst().isAfter(start)) {
                failures.removeFirst();
            }
        }

        boolean empty() {
            return failures.isEmpty() && underWay == 0;
        }
    }

    private final Limits limits;
    private final Clock clock;
    private final Map<String, Attempts> byKey = new HashMap<>();

    LoginThrottle(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    Admission begin(String address, String username) {
        String key = address + ":" + username;
        if (limits.off()) {
            return new Admitted(key);
        }
        synchronized (byKey) {
            Attempts attempts = byKey.get(key);
            if (attempts == null) {
                if (full()) {
                    return new Admitted(key);
                }
                attempts = new Attempts();
                byKey.put(key, attempts);
            }
            return admit(key, attempts);
        }
    }

    private Admission admit(String key, Attempts attempts) {
        Instant now = clock.instant();
        attempts.forgetBefore(now.minus(limits.window()));
        if (attempts.failures.size() + attempts.underWay < limits.attemptsMax()) {
            attempts.underWay++;
            return new Admitted(key);
        }
        if (attempts.failures.size() < limits.attemptsMax()) {
            return new Refused(RETRY_SOON_SECONDS);
        }
        Instant free = attempts.failures.getFirst().plus(limits.window());
        return new Refused(Duration.between(now, free).toSeconds() + 1);
    }

    void succeeded(Admitted attempt) {
        synchronized (byKey) {
            byKey.remove(attempt.key());
        }
    }

    void failed(Admitted attempt) {
        end(attempt, true);
    }

    /** Neither right nor wrong: the check itself broke. */
    void abandoned(Admitted attempt) {
        end(attempt, false);
    }

    private void end(Admitted attempt, boolean failure) {
        synchronized (byKey) {
            Attempts attempts = byKey.get(attempt.key());
            if (attempts == null) {
                // forgotten by a success meanwhile, or never counted
                return;
            }
            attempts.underWay = Math.max(0, attempts.underWay - 1);
            if (failure) {
                attempts.failures.addLast(clock.instant());
            }
            if (attempts.empty()) {
                byKey.remove(attempt.key());
            }
        }
    }

    private boolean full() {
        if (byKey.size() < KEYS_MAX) {
            return false;
        }
        Instant start = clock.instant().minus(limits.window());
        byKey.values().forEach(attempts -> attempts.forgetBefore(start));
        byKey.values().removeIf(Attempts::empty);
        return byKey.size() >= KEYS_MAX;
    }
}
