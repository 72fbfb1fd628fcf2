package lightrag.house.engines;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import lightrag.spi.engine.Engine;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.engine.LightRagFactory;

/** Makes engines that do one and the same thing, whatever is asked of them. */
record BrokenFactory(String engineVersion, InvocationHandler behaviour) implements LightRagFactory {

    @Override
    public Engine open(EngineContext context) {
        return (Engine)
                Proxy.newProxyInstance(
                        BrokenFactory.class.getClassLoader(),
                        new Class<?>[] {Engine.class},
                        behaviour);
    }
}
