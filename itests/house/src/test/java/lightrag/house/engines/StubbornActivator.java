package lightrag.house.engines;

import java.util.concurrent.locks.LockSupport;
import lightrag.spi.engine.LightRagFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Of a bundle whose start, or whose engines' every call, does not end and ignores interrupts, until
 * the test lets go of it.
 */
public final class StubbornActivator implements BundleActivator {

    /** A system property: while it is set the threads stay. */
    static final String HELD = "lightrag.house.held";

    static final String WHERE = "Test-Stubborn";

    @Override
    public void start(BundleContext context) {
        if ("start".equals(context.getBundle().getHeaders().get(WHERE))) {
            stay();
        }
        context.registerService(
                LightRagFactory.class,
                new BrokenFactory(
                        context.getBundle().getVersion().toString(),
                        (proxy, method, arguments) -> {
                            stay();
                            throw new IllegalStateException("this version fails");
                        }),
                null);
    }

    private static void stay() {
        while (System.getProperty(HELD) != null) {
            Thread.interrupted();
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
