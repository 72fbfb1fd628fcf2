package lightrag.manager;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The services of one kind that are installed at the moment, each under a name it says itself.
 * Thread-safe.
 */
final class ServicePool<S> {

    /** Hands a service out and takes it back. */
    interface Source<S> {

        /** Empty when the service has gone. */
        Optional<S> get();

        void unget(S service);
    }

    /**
     * One service.
     *
     * @param key identity of its registration
     */
    record Member<S>(Object key, String name, S held, Source<S> source) {}

    private final Function<S, String> nameOf;
    private final List<Member<S>> members = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    // Leases by name; guarded by the lock.
    private final Map<String, Integer> leased = new HashMap<>();
    private volatile Runnable onRelease = () -> {};

    ServicePool(Function<S, String> nameOf) {
        this.nameOf = nameOf;
    }

    /**
     * @param action run after each end of a lease, without any lock held
     */
    void onRelease(Runnable action) {
        onRelease = action;
    }

    /**
     * Takes a service in. The pool holds it until {@link #remove}, so that it is not torn down and
     * set up again between two leases.
     *
     * @param key identity of its registration
     */
    void add(Object key, Source<S> source) {
        source.get().ifPresent(service -> add(key, nameOf.apply(service), service, source));
    }

    private void add(Object key, String name, S service, Source<S> source) {
        lock.lock();
        try {
            members.add(new Member<>(key, name, service, source));
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No new leases of the service from now on; those there are stay valid until closed. */
    void remove(Object key) {
        List<Member<S>> gone = members.stream().filter(member -> member.key().equals(key)).toList();
        members.removeAll(gone);
        gone.forEach(member -> member.source().unget(member.held()));
    }

    /** Identity of the service of a name that came first. */
    Optional<Object> key(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .map(Member::key)
                .findFirst();
    }

    boolean contains(Object key) {
        return members.stream().anyMatch(member -> member.key().equals(key));
    }

    /** In the order of arrival. */
    List<Member<S>> members() {
        return List.copyOf(members);
    }

    /** Names in the order of arrival. */
    List<String> names() {
        return members.stream().map(Member::name).toList();
    }

    /** Leases of services of a name, whether these are still installed or not. */
    int leased(String name) {
        lock.lock();
        try {
            return leased.getOrDefault(name, 0);
        } finally {
            lock.unlock();
        }
    }

    /** Changes what predicates of {@link #lease} look at: no lease is given meanwhile. */
    void between(Runnable change) {
        lock.lock();
        try {
            change.run();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Leases the best service among those wanted; of equals the one that came first.
     *
     * @param wait for one to arrive when there is none; services come in any order at start, and an
     *     update leaves a gap
     */
    Optional<ServiceLease<S>> lease(
            Predicate<String> wanted, Comparator<String> worstToBest, Duration wait) {
        return leaseMember(member -> wanted.test(member.name()), worstToBest, wait);
    }

    /** As {@link #lease}, by more than the name. */
    Optional<ServiceLease<S>> leaseMember(
            Predicate<Member<S>> wanted, Comparator<String> worstToBest, Duration wait) {
        long left = wait.toNanos();
        lock.lock();
        try {
            while (true) {
                Optional<ServiceLease<S>> found = best(wanted, worstToBest);
                if (found.isPresent() || left <= 0) {
                    return found;
                }
                left = arrived.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Optional<ServiceLease<S>> best(
            Predicate<Member<S>> wanted, Comparator<String> worstToBest) {
        return members.stream()
                .filter(wanted)
                .sorted(Comparator.comparing(Member<S>::name, worstToBest.reversed()))
                .map(this::lease)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Called with the lock held. */
    private Optional<ServiceLease<S>> lease(Member<S> member) {
        Optional<S> service = member.source().get();
        service.ifPresent(present -> leased.merge(member.name(), 1, Integer::sum));
        AtomicBoolean ended = new AtomicBoolean();
        return service.map(
                present ->
                        new ServiceLease<>(
                                present,
                                member.key(),
                                () -> {
                                    if (ended.compareAndSet(false, true)) {
                                        release(member, present);
                                    }
                                }));
    }

    private void release(Member<S> member, S service) {
        member.source().unget(service);
        lock.lock();
        try {
            leased.computeIfPresent(member.name(), (name, count) -> count > 1 ? count - 1 : null);
        } finally {
            lock.unlock();
        }
        onRelease.run();
    }
}
