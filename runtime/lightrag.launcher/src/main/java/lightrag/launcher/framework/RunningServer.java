package lightrag.launcher.framework;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/** A framework with the bundles of some features in it. */
public final class RunningServer implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);

    private final Framework framework;

    private RunningServer(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts the plan's bundles. On return all of them are active; their services may still be
     * coming up.
     *
     * @throws LaunchException when a bundle is missing or cannot start; nothing is left running
     *     then
     * @throws FeatureException when a feature is unknown or unusable
     */
    public static RunningServer start(LaunchPlan plan) throws LaunchException {
        return new RunningServer(FrameworkStarter.start(plan));
    }

    /**
     * Waits until the server answers over HTTP.
     *
     * @return its base URL, without a path
     * @throws LaunchException when it does not within the time; the message names what is not
     *     satisfied
     */
    public URI awaitReady(Duration timeout) throws LaunchException, InterruptedException {
        return new Readiness(context()).await(timeout);
    }

    /**
     * A command that a bundle brings, waited for: it takes its arguments by name and returns the
     * exit code.
     *
     * @throws LaunchException when it is not there within the time
     */
    public ToIntFunction<Map<String, String>> command(String name, Duration timeout)
            throws LaunchException, InterruptedException {
        return new CommandService(context()).await(name, timeout);
    }

    /** The framework's own context: services and bundles. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Waits until somebody stops the framework. */
    public void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /**
     * Stops the bundles in reverse order and waits for the end of it. Closing twice does nothing.
     */
    @Override
    public void close() {
        stop(framework);
    }

    static void stop(Framework framework) {
        try {
            framework.stop();
            FrameworkEvent event = framework.waitForStop(STOP_TIMEOUT.toMillis());
            if (event.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                System.err.println(
                        "The server did not stop within " + STOP_TIMEOUT.toSeconds() + " s.");
            }
        } catch (BundleException e) {
            System.err.println("The server did not stop cleanly: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
