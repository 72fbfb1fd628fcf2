package lightrag.gateway;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import lightrag.api.OverloadedException;
import lightrag.spi.model.CallPriority;

/**
 * Everyone who waits for one provider. A free place goes to the highest priority; within one, to
 * the workspace that had least, by virtual time: each call advances its workspace by 1 / weight,
 * and the one furthest behind is next (start-time fair queueing). A workspace that was idle starts
 * at the present, so idleness saves up nothing. Within a workspace and priority, first come first
 * served.
 *
 * <p>Places are counted in lanes, one per role, each with its own width as in the reference; a cap
 * over all lanes may be set besides. Choosing looks at each waiting workspace once: microseconds,
 * next to calls of milliseconds.
 */
final class ProviderLine {

    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Set<Share> waiting = new LinkedHashSet<>();
    private GatewayLimits limits;
    private double now;
    private long arrivals;
    private int running;

    ProviderLine(GatewayLimits limits) {
        this.limits = limits;
    }

    /** A role's places. */
    private static final class Lane {
        private final Map<Share, Integer> widths = new HashMap<>();
        private int width;
        private int running;

        /**
         * The widest that any workspace asks for: a provider does not get slower by a cautious
         * second user.
         */
        void measure() {
            width = widths.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        }
    }

    /** A workspace's part in this line, for one lane's queue. Guarded by the line's lock. */
    final class Share {
        private final Flow flow;
        private final Lane lane;
        private final int width;
        private final Map<CallPriority, Queue<Waiter>> queues = new EnumMap<>(CallPriority.class);
        private int queued;
        private int sharesRunning;

        private Share(Flow flow, Lane lane, int width) {
            this.flow = flow;
            this.lane = lane;
            this.width = width;
        }

        /**
         * Waits for a place.
         *
         * @throws OverloadedException too many calls of this workspace wait already
         */
        Permit acquire(CallPriority priority) throws InterruptedException {
            Waiter waiter = new Waiter(this, priority);
            lock.lockInterruptibly();
            try {
                if (queued >= limits.queueMax()) {
                    throw full();
                }
                enqueue(waiter);
                dispatch();
            } finally {
                lock.unlock();
            }
            waiter.await();
            return new Permit(this);
        }

        private OverloadedException full() {
            return new OverloadedException(
                    "This workspace already has " + queued + " model calls waiting.",
                    RETRY_WHEN_FULL);
        }

        private void enqueue(Waiter waiter) {
            waiter.arrival = arrivals++;
            if (flow.idle()) {
                flow.time = Math.max(flow.time, now);
            }
            queues.computeIfAbsent(waiter.priority, any -> new ArrayDeque<>()).add(waiter);
            queued++;
            flow.active++;
            waiting.add(this);
        }

        /** The next in a queue, past those who gave up. */
        private Optional<Waiter> first(CallPriority priority) {
            Queue<Waiter> queue = queues.get(priority);
            if (queue == null) {
                return Optional.empty();
            }
            while (!queue.isEmpty() && queue.element().gone) {
                queue.remove();
            }
            return Optional.ofNullable(queue.peek());
        }

        private boolean hasRoom() {
            return sharesRunning < width && lane.running < lane.width;
        }

        private void unqueue() {
            queued--;
            if (queued == 0) {
                waiting.remove(this);
                queues.clear();
            }
        }

        private void finish() {
            lock.lock();
            try {
                running--;
                lane.running--;
                sharesRunning--;
                flow.active--;
                dispatch();
            } finally {
                lock.unlock();
            }
        }

        /** Takes back this share's wish for width. Calls that wait or run are not affected. */
        void leave() {
            lock.lock();
            try {
                lane.widths.remove(this);
                if (!lane.widths.isEmpty()) {
                    lane.measure();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * A workspace's virtual time at this provider, over all its lanes. Guarded by the line's lock.
     */
    static final class Flow {
        private final double weight;
        private double time;
        private int active;

        /**
         * @param weight above 0; twice the weight gets twice the calls when both wait
         */
        Flow(double weight) {
            this.weight = weight;
        }

        private boolean idle() {
            return active == 0;
        }
    }

    /** Someone who waits. */
    private final class Waiter {
        private final Share share;
        private final CallPriority priority;
        private final CountDownLatch granted = new CountDownLatch(1);
        private long arrival;
        private boolean gone;

        Waiter(Share share, CallPriority priority) {
            this.share = share;
            this.priority = priority;
        }

        void await() throws InterruptedException {
            try {
                granted.await();
            } catch (InterruptedException e) {
                giveUp();
                throw e;
            }
        }

        /**
         * Stays in its queue, marked, until it comes to the front: searching long queues would cost
         * more.
         */
        private void giveUp() {
            lock.lock();
            try {
                if (granted.getCount() == 0) {
                    share.finish();
                } else {
                    gone = true;
                    share.flow.active--;
                    share.unqueue();
                }
            } finally {
                lock.unlock();
            }
        }

        private boolean before(Waiter other) {
            int byTime = Double.compare(share.flow.time, other.share.flow.time);
            return byTime != 0 ? byTime < 0 : arrival < other.arrival;
        }
    }

    /** A place; given back once. */
    static final class Permit implements AutoCloseable {
        private final Share share;

        private Permit(Share share) {
            this.share = share;
        }

        @Override
        public void close() {
            share.finish();
        }
    }

    /**
     * Counts a workspace in.
     *
     * @param lane role name
     * @param width calls of this workspace and role at a time, at least 1
     */
    Share join(Flow flow, String lane, int width) {
        lock.lock();
        try {
            Lane place = lanes.computeIfAbsent(lane, any -> new Lane());
            Share share = new Share(flow, place, width);
            place.widths.put(share, width);
            place.measure();
            dispatch();
            return share;
        } finally {
            lock.unlock();
        }
    }

    /** Calls that wait at this moment. */
    int waitingNow() {
        lock.lock();
        try {
            return waiting.stream().mapToInt(share -> share.queued).sum();
        } finally {
            lock.unlock();
        }
    }

    /** No workspace is here and no call runs. */
    boolean unused() {
        lock.lock();
        try {
            return running == 0
                    && waiting.isEmpty()
                    && lanes.values().stream().allMatch(lane -> lane.widths.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /** New limits, for all calls from now on. */
    void limit(GatewayLimits changed) {
        lock.lock();
        try {
            limits = changed;
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    /** Hands out free places until none is left or nobody may take one. */
    private void dispatch() {
        OptionalInt cap = limits.providerMax();
        while (!waiting.isEmpty() && (cap.isEmpty() || running < cap.getAsInt())) {
            Optional<Waiter> next = choose();
            if (next.isEmpty()) {
                return;
            }
            grant(next.get());
        }
    }

    private Optional<Waiter> choose() {
        for (CallPriority priority : CallPriority.values()) {
            Optional<Waiter> best = Optional.empty();
            for (Share share : waiting) {
                if (share.hasRoom()) {
                    Optional<Waiter> first = share.first(priority);
                    if (first.isPresent() && (best.isEmpty() || first.get().before(best.get()))) {
                        best = first;
                    }
                }
            }
            if (best.isPresent()) {
                return best;
            }
        }
        return Optional.empty();
    }

    private void grant(Waiter waiter) {
        Share share = waiter.share;
        share.queues.getOrDefault(waiter.priority, new ArrayDeque<>()).remove();
        share.unqueue();
        now = Math.max(now, share.flow.time);
        share.flow.time += 1 / share.flow.weight;
        share.sharesRunning++;
        share.lane.running++;
        running++;
        waiter.granted.countDown();
    }
}
