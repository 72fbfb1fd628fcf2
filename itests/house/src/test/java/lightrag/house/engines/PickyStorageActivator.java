package lightrag.house.engines;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A storage binding that opens stores of the self-test and of nobody else. */
public final class PickyStorageActivator implements BundleActivator {

    private static final String CONTRACT = "lightrag.spi.storage.StorageProvider";

    @Override
    public void start(BundleContext context) throws ReflectiveOperationException {
        ClassLoader own = PickyStorageActivator.class.getClassLoader();
        Class<?> contract = own.loadClass(CONTRACT);
        Object real =
                own.loadClass("lightrag.storage.sql.SqlStorageProvider")
                        .getConstructor()
                        .newInstance();
        Object picky =
                Proxy.newProxyInstance(
                        own,
                        new Class<?>[] {contract},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("open")
                                    && !Arrays.toString(arguments).contains("self_test")) {
                                throw new IllegalStateException("this version opens nothing");
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
        context.registerService(CONTRACT, picky, null);
    }

    @Override
    public void stop(BundleContext context) {}
}
