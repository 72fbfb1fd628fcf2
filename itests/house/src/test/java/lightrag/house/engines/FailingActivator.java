package lightrag.house.engines;

import lightrag.spi.engine.LightRagFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Of a bundle whose engines do nothing else. */
public final class FailingActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                LightRagFactory.class,
                new BrokenFactory(
                        context.getBundle().getVersion().toString(),
                        (proxy, method, arguments) -> {
                            throw new IllegalStateException("this version fails");
                        }),
                null);
    }

    @Override
    public void stop(BundleContext context) {}
}
