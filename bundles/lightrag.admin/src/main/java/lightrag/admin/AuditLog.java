package lightrag.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what here. Each entry goes to {@code audit.log} in the server's var folder, one JSON
 * object a line, and to the log as well. A file that can't be written stops nobody from operating
 * the server; the log says so.
 */
@Component(
        service = AuditLog.class,
        configurationPid = "lightrag.admin",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger("lightrag.audit");
    private static final int KEPT = 1_000;
    private static final long FILE_BYTES = 5_000_000;
    private static final int FILES = 5;

    @interface Config {
        /** For what the server has to remember; absolute, or relative to the current directory. */
        String var_dir() default "./var";
    }

    /**
     * @param status of the answer
     */
    record Entry(Instant at, String user, String method, String path, int status) {}

    private final Deque<Entry> last = new ArrayDeque<>();
    private final AuditFile file;

    @Activate
    public AuditLog(Config config) {
        this(
                new AuditFile(
                        Path.of(config.var_dir()).toAbsolutePath().normalize().resolve("audit.log"),
                        FILE_BYTES,
                        FILES));
    }

    AuditLog(AuditFile file) {
        this.file = file;
        try {
            file.last(KEPT).stream()
                    .map(AuditLog::entry)
                    .flatMap(Optional::stream)
                    .forEach(last::addLast);
        } catch (UncheckedIOException e) {
            LOG.error("Earlier entries can't be read", e);
        }
    }

    /** A line that a power cut left half written is none. */
    private static Optional<Entry> entry(String line) {
        return AdminJson.read(line, Entry.class);
    }

    /** The file stays where it is until the next start; a restart would take all routes away. */
    @Modified
    void modified() {
        LOG.warn("LIGHTRAG_VAR_DIR takes effect at the next start");
    }

    synchronized void add(Entry entry) {
        LOG.info("{} {} {} {}", entry.user(), entry.method(), entry.path(), entry.status());
        last.addLast(entry);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
        try {
            file.append(AdminJson.line(entry));
        } catch (IOException e) {
            LOG.error("This entry is not in the audit file", e);
        }
    }

    /** Oldest first. */
    synchronized List<Entry> last() {
        return List.copyOf(last);
    }
}
