package lightrag.launcher.framework;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/** Finds a command among the services; its type is the JDK's, since no class of bundles is ours. */
final class CommandService {

    private static final long RETRY_MILLIS = 50;

    private final BundleContext context;

    CommandService(BundleContext context) {
        this.context = context;
    }

    /** Waits until it is there. */
    ToIntFunction<Map<String, String>> await(String name, Duration timeout)
            throws LaunchException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        Semaphore changes = new Semaphore(0);
        ServiceListener listener = event -> changes.release();
        context.addServiceListener(listener);
        try {
            while (System.nanoTime() < end) {
                Optional<ToIntFunction<Map<String, String>>> found = find(name);
                if (found.isPresent()) {
                    return found.get();
                }
                changes.tryAcquire(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                changes.drainPermits();
            }
        } finally {
            context.removeServiceListener(listener);
        }
        throw new LaunchException(
                "The command "
                        + name
                        + " is not there after "
                        + timeout.toSeconds()
                        + " s."
                        + new ComponentReport(context).unsatisfied());
    }

    @SuppressWarnings("unchecked")
    private Optional<ToIntFunction<Map<String, String>>> find(String name) {
        try {
            ServiceReference<?>[] found =
                    context.getAllServiceReferences(
                            ToIntFunction.class.getName(), "(lightrag.command=" + name + ")");
            return found == null
                    ? Optional.empty()
                    : Optional.ofNullable(
                            (ToIntFunction<Map<String, String>>) context.getService(found[0]));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
