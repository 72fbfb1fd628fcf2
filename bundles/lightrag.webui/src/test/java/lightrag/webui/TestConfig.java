package lightrag.webui;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A component property type as Declarative Services would pass it. */
final class TestConfig {
    private TestConfig() {}

    /**
     * @param values by method name; the others have their defaults
     */
    static WebUiConfig of(Map<String, Object> values) {
        return (WebUiConfig)
                Proxy.newProxyInstance(
                        WebUiConfig.class.getClassLoader(),
                        new Class<?>[] {WebUiConfig.class},
                        (self, method, arguments) ->
                                values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
