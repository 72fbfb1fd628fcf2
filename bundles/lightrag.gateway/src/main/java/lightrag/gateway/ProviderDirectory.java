package lightrag.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lightrag.api.UnavailableException;
import lightrag.spi.model.ModelProvider;

/**
 * The bindings installed at the moment. Of several with one name the highest ranking counts, then
 * the newest, so that a new version takes over before the old one goes.
 */
final class ProviderDirectory {

    private static final Duration RETRY_WHEN_ABSENT = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Registration> registrations = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private long arrivals;

    /** A provider, kept alive by whoever has models open from it, even after it was removed. */
    final class Registration {
        private final ModelProvider provider;
        private final String binding;
        private final int ranking;
        private final long arrival;
        private final Runnable release;
        private int users;
        private boolean removed;

        private Registration(ModelProvider provider, int ranking, long arrival, Runnable release) {
            this.provider = provider;
            this.binding = provider.binding();
            this.ranking = ranking;
            this.arrival = arrival;
            this.release = release;
        }

        ModelProvider provider() {
            return provider;
        }

        /** Counts a user in; false when it is too late. */
        boolean acquire() {
            lock.lock();
            try {
                users += removed ? 0 : 1;
                return !removed;
            } finally {
                lock.unlock();
            }
        }

        void release() {
            boolean last;
            lock.lock();
            try {
                users--;
                last = removed && users == 0;
            } finally {
                lock.unlock();
            }
            if (last) {
                release.run();
            }
        }
    }

    /**
     * @param ranking the service's; higher wins
     * @param release gives the service object back; run once, after removal and the last use
     */
    Registration add(ModelProvider provider, int ranking, Runnable release) {
        lock.lock();
        try {
            Registration registration = new Registration(provider, ranking, arrivals++, release);
            registrations.add(registration);
            seen.add(registration.binding);
            changed.signalAll();
            return registration;
        } finally {
            lock.unlock();
        }
    }

    void remove(Registration registration) {
        boolean unused;
        lock.lock();
        try {
            registrations.remove(registration);
            registration.removed = true;
            unused = registration.users == 0;
        } finally {
            lock.unlock();
        }
        if (unused) {
            registration.release.run();
        }
    }

    boolean isCurrent(Registration registration) {
        lock.lock();
        try {
            return find(registration.binding).filter(found -> found == registration).isPresent();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The provider to use now. One that was there before is waited for: while a bundle is being
     * replaced, calls pause instead of failing.
     *
     * @throws UnavailableException there is none
     */
    Registration current(String binding, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = seen.contains(binding) ? patience.toNanos() : 0;
            Optional<Registration> found = find(binding);
            while (found.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
                found = find(binding);
            }
            return found.orElseThrow(() -> absent(binding));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Registration> find(String binding) {
        return registrations.stream()
                .filter(registration -> registration.binding.equals(binding))
                .max(
                        Comparator.<Registration>comparingInt(registration -> registration.ranking)
                                .thenComparingLong(registration -> registration.arrival));
    }

    private UnavailableException absent(String binding) {
        List<String> present =
                registrations.stream()
                        .map(registration -> registration.binding)
                        .distinct()
                        .sorted()
                        .toList();
        return new UnavailableException(
                String.format(
                        Locale.ROOT,
                        "The model binding %s is not installed at the moment; installed: %s.",
                        binding,
                        present.isEmpty() ? "none" : String.join(", ", present)),
                RETRY_WHEN_ABSENT);
    }
}
