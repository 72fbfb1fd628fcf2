package lightrag.house.engines;

import lightrag.spi.engine.Engine;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.engine.StorageFormat;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the real engines of its bundle under the storage formats that a header names. */
public final class FormatActivator implements BundleActivator {

    static final String FORMATS = "Test-Formats";

    record Factory(LightRagFactory real, StorageFormat storageFormat) implements LightRagFactory {

        @Override
        public String engineVersion() {
            return real.engineVersion();
        }

        @Override
        public Engine open(EngineContext context) {
            return real.open(context);
        }
    }

    @Override
    public void start(BundleContext context) throws ReflectiveOperationException {
        LightRagFactory real =
                (LightRagFactory)
                        context.getBundle()
                                .loadClass("lightrag.engine.EngineFactory")
                                .getConstructor(BundleContext.class)
                                .newInstance(context);
        String[] formats = context.getBundle().getHeaders().get(FORMATS).split(",");
        context.registerService(
                LightRagFactory.class,
                new Factory(
                        real,
                        new StorageFormat(
                                Integer.parseInt(formats[0]), Integer.parseInt(formats[1]))),
                null);
    }

    @Override
    public void stop(BundleContext context) {}
}
