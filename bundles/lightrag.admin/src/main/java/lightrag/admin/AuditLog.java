package lightrag.admin;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who changed what here. Each entry goes to the log as well, which outlives the process. */
@Component(service = AuditLog.class)
public final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger("lightrag.audit");
    private static final int KEPT = 1_000;

    private final Deque<Entry> last = new ArrayDeque<>();

    /**
     * @param status of the answer
     */
    record Entry(Instant at, String user, String method, String path, int status) {}

    synchronized void add(Entry entry) {
        LOG.info("{} {} {} {}", entry.user(), entry.method(), entry.path(), entry.status());
        last.addLast(entry);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    /** Oldest first. */
    synchronized List<Entry> last() {
        return List.copyOf(last);
    }
}
