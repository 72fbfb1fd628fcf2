package lightrag.admin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import lightrag.tenant.control.ControlEvent;
import lightrag.tenant.control.ControlEventListener;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The last events, and who listens to the next ones. Thread-safe. */
@Component(service = {EventLog.class, ControlEventListener.class})
public final class EventLog implements ControlEventListener {

    private static final int KEPT = 500;

    /** A listener that lags behind by more misses events rather than fill the memory. */
    private static final int LAG_MAX = 1_000;

    private final Deque<ControlEvent> last = new ArrayDeque<>();
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

    /** Events in order; ends when it is closed or the room is. */
    final class Subscription implements AutoCloseable {
        final BlockingQueue<ControlEvent> queue = new LinkedBlockingQueue<>(LAG_MAX);
        volatile boolean open = true;

        @Override
        public void close() {
            open = false;
            subscriptions.remove(this);
        }
    }

    @Override
    public void event(ControlEvent event) {
        synchronized (last) {
            last.addLast(event);
            if (last.size() > KEPT) {
                last.removeFirst();
            }
        }
        subscriptions.forEach(subscription -> subscription.queue.offer(event));
    }

    /** Oldest first. */
    List<ControlEvent> last() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    Subscription subscribe() {
        Subscription subscription = new Subscription();
        subscriptions.add(subscription);
        return subscription;
    }

    @Deactivate
    void close() {
        subscriptions.forEach(Subscription::close);
    }
}
