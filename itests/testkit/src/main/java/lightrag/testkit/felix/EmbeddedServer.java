package lightrag.testkit.felix;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import lightrag.launcher.framework.Distribution;
import lightrag.launcher.framework.LaunchException;
import lightrag.launcher.framework.LaunchPlan;
import lightrag.launcher.framework.RunningServer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The assembled server in this JVM, in a real framework, over real HTTP. */
public final class EmbeddedServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    private final RunningServer server;
    private final URI url;

    private EmbeddedServer(RunningServer server, URI url) {
        this.server = server;
        this.url = url;
    }

    /** Starts it and waits until it serves. */
    public static EmbeddedServer start(ServerSettings settings) {
        Distribution distribution = AssembledServer.distribution();
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            System.setProperty(
                    LOG_CONFIGURATION, distribution.home().resolve("etc/logback.xml").toString());
        }
        var plan =
                new LaunchPlan(
                        distribution,
                        settings.features(),
                        settings.folder().resolve("framework"),
                        settings.options());
        try {
            RunningServer server = RunningServer.start(plan);
            return new EmbeddedServer(server, readyOrClosed(server));
        } catch (LaunchException e) {
            throw new AssertionError(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while starting", e);
        }
    }

    private static URI readyOrClosed(RunningServer server)
            throws LaunchException, InterruptedException {
        try {
            return server.awaitReady(PATIENCE);
        } catch (LaunchException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    /** Base URL, without a slash at its end. */
    public URI url() {
        return url;
    }

    /** The framework's context. */
    public BundleContext context() {
        return server.context();
    }

    /** An installed bundle, by symbolic name. */
    public Bundle bundle(String symbolicName) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(symbolicName + " is not installed"));
    }

    @Override
    public void close() {
        server.close();
    }
}
