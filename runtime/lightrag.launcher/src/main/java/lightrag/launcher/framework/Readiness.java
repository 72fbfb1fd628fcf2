package lightrag.launcher.framework;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * When the server serves: its HTTP endpoint is published and the gate before all routes is there.
 */
final class Readiness {

    private static final String ENDPOINT = "osgi.http.endpoint";
    private static final int PROBE_TIMEOUT_MILLIS = 5_000;
    private static final long RETRY_MILLIS = 20;

    /** A server that asks for sign-in even here serves as well. */
    private static final Set<Integer> SERVING = Set.of(200, 401, 403);

    private final BundleContext context;

    Readiness(BundleContext context) {
        this.context = context;
    }

    URI await(Duration timeout) throws LaunchException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        Semaphore changes = new Semaphore(0);
        ServiceListener listener = event -> changes.release();
        context.addServiceListener(listener);
        try {
            while (System.nanoTime() < end) {
                requireRunning();
                Optional<URI> base = endpoint();
                if (base.isPresent() && serves(base.get())) {
                    return base.get();
                }
                changes.tryAcquire(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                changes.drainPermits();
            }
        } finally {
            removeQuietly(listener);
        }
        throw new LaunchException(
                "The server does not answer after "
                        + timeout.toSeconds()
                        + " s."
                        + new ComponentReport(context).unsatisfied());
    }

    private void removeQuietly(ServiceListener listener) {
        if (running()) {
            context.removeServiceListener(listener);
        }
    }

    private void requireRunning() throws LaunchException {
        if (!running()) {
            throw new LaunchException("The server was stopped while it started.");
        }
    }

    private boolean running() {
        return context.getBundle().getState() == Bundle.ACTIVE;
    }

    private Optional<URI> endpoint() {
        for (ServiceReference<?> reference : publishers()) {
            Object endpoints = reference.getProperty(ENDPOINT);
            String[] urls =
                    endpoints instanceof String[] array
                            ? array
                            : new String[] {String.valueOf(endpoints)};
            if (urls.length > 0) {
                return Optional.of(withoutPath(URI.create(urls[0])));
            }
        }
        return Optional.empty();
    }

    private ServiceReference<?>[] publishers() {
        try {
            ServiceReference<?>[] found =
                    context.getAllServiceReferences(null, "(" + ENDPOINT + "=*)");
            return found == null ? new ServiceReference<?>[0] : found;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI withoutPath(URI url) {
        return URI.create(url.getScheme() + "://" + url.getAuthority());
    }

    private boolean serves(URI base) {
        try {
            var connection =
                    (HttpURLConnection) URI.create(base + "/auth-status").toURL().openConnection();
            connection.setConnectTimeout(PROBE_TIMEOUT_MILLIS);
            connection.setReadTimeout(PROBE_TIMEOUT_MILLIS);
            return SERVING.contains(connection.getResponseCode());
        } catch (SSLException e) {
            // its certificate need not be one that we trust
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
