package lightrag.http;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;

/** Component property types as Declarative Services would pass them. */
final class Configs {
    private Configs() {}

    /**
     * @param values by method name; the others have their defaults
     */
    static <T> T of(Class<T> type, Map<String, Object> values) {
        Object proxy =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                values.getOrDefault(
                                        method.getName(),
                                        Objects.requireNonNullElse(
                                                method.getDefaultValue(), method.getName())));
        return type.cast(proxy);
    }
}
