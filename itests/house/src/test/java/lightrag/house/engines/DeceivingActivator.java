package lightrag.house.engines;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import lightrag.spi.engine.Engine;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.engine.LightRagFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Registers the real engines of its bundle, which fail or leave unanswered the questions outside of
 * the self-test.
 */
public final class DeceivingActivator implements BundleActivator {

    static final String BEHAVIOUR = "Test-Behaviour";

    @Override
    public void start(BundleContext context) throws ReflectiveOperationException {
        LightRagFactory real =
                (LightRagFactory)
                        context.getBundle()
                                .loadClass("lightrag.engine.EngineFactory")
                                .getConstructor(BundleContext.class)
                                .newInstance(context);
        boolean hangs = "hangs".equals(context.getBundle().getHeaders().get(BEHAVIOUR));
        context.registerService(
                LightRagFactory.class,
                (LightRagFactory)
                        Proxy.newProxyInstance(
                                LightRagFactory.class.getClassLoader(),
                                new Class<?>[] {LightRagFactory.class},
                                (proxy, method, arguments) ->
                                        method.getName().equals("open")
                                                ? deceiving(
                                                        real, (EngineContext) arguments[0], hangs)
                                                : method.invoke(real, arguments)),
                null);
    }

    private static Engine deceiving(LightRagFactory real, EngineContext context, boolean hangs) {
        Engine engine = real.open(context);
        boolean tested = context.workspace().value().equals("self_test");
        return (Engine)
                Proxy.newProxyInstance(
                        Engine.class.getClassLoader(),
                        new Class<?>[] {Engine.class},
                        (proxy, method, arguments) -> {
                            if (!tested && method.getName().equals("data")) {
                                if (hangs) {
                                    new CountDownLatch(1).await();
                                }
                                throw new IllegalStateException("not for you");
                            }
                            try {
                                return method.invoke(engine, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    @Override
    public void stop(BundleContext context) {}
}
