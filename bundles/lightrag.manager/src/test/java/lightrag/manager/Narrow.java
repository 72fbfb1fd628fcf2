package lightrag.manager;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/** Makes a small class stand for a wide interface of which a test needs a few methods. */
final class Narrow {

    private Narrow() {}

    /** Methods the target lacks fail when called. */
    static <T> T as(Class<T> wide, Object target) {
        return wide.cast(
                Proxy.newProxyInstance(
                        wide.getClassLoader(), new Class<?>[] {wide}, new Target(target)));
    }

    /** What stands behind an instance made here. */
    static Object target(Object narrow) {
        return ((Target) Proxy.getInvocationHandler(narrow)).target();
    }

    private record Target(Object target) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default ->
                        Narrow.invoke(
                                target, method, arguments == null ? new Object[0] : arguments);
            };
        }
    }

    private static Object invoke(Object target, Method method, Object[] arguments)
            throws Throwable {
        Method own =
                Arrays.stream(target.getClass().getDeclaredMethods())
                        .filter(
                                candidate ->
                                        candidate.getName().equals(method.getName())
                                                && candidate.getParameterCount()
                                                        == arguments.length)
                        .findFirst()
                        .orElseThrow(() -> new UnsupportedOperationException(method.toString()));
        try {
            return own.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
