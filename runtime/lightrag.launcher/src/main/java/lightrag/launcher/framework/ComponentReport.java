package lightrag.launcher.framework;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Why components are not there, in words: which configuration or service each one lacks.
 *
 * <p>The component runtime's interface and DTOs are loaded by a bundle, so they are read by name.
 */
final class ComponentReport {

    private static final String RUNTIME =
            "org.osgi.service.component.runtime.ServiceComponentRuntime";
    private static final int UNSATISFIED_CONFIGURATION = 1;
    private static final int UNSATISFIED_REFERENCE = 2;
    private static final int FAILED_ACTIVATION = 16;

    private final BundleContext context;

    ComponentReport(BundleContext context) {
        this.context = context;
    }

    /** One line for each component that lacks something, or an empty text. */
    String unsatisfied() {
        ServiceReference<?> reference = context.getServiceReference(RUNTIME);
        if (reference == null) {
            return " There is no component runtime: the feature core is missing.";
        }
        List<String> lines = new ArrayList<>();
        try {
            collect(context.getService(reference), lines);
        } catch (ReflectiveOperationException e) {
            lines.add("(components cannot be listed: " + e + ")");
        }
        return lines.isEmpty() ? "" : "\nComponents that wait:\n  " + String.join("\n  ", lines);
    }

    private static void collect(Object runtime, List<String> lines)
            throws ReflectiveOperationException {
        var configurations = method(runtime, "getComponentConfigurationDTOs", 1);
        for (Object component :
                (Collection<?>) call(runtime, "getComponentDescriptionDTOs", new Object[] {null})) {
            Collection<?> found = (Collection<?>) configurations.invoke(runtime, component);
            if (found.isEmpty()) {
                lines.add(field(component, "name") + " lacks its configuration");
            }
            for (Object configuration : found) {
                describe(component, configuration, lines);
            }
        }
    }

    private static void describe(Object component, Object configuration, List<String> lines)
            throws ReflectiveOperationException {
        Object name = field(component, "name");
        switch ((int) field(configuration, "state")) {
            case UNSATISFIED_CONFIGURATION -> lines.add(name + " lacks its configuration");
            case UNSATISFIED_REFERENCE ->
                    lines.add(name + " lacks " + missingReferences(component, configuration));
            case FAILED_ACTIVATION ->
                    lines.add(name + " failed: " + firstLine(field(configuration, "failure")));
            default -> {
                // satisfied or active
            }
        }
    }

    private static String missingReferences(Object component, Object configuration)
            throws ReflectiveOperationException {
        List<String> missing = new ArrayList<>();
        for (Object unsatisfied : (Object[]) field(configuration, "unsatisfiedReferences")) {
            Object name = field(unsatisfied, "name");
            missing.add(interfaceOf(component, name) + " (" + name + ")");
        }
        return String.join(", ", missing);
    }

    private static Object interfaceOf(Object component, Object reference)
            throws ReflectiveOperationException {
        for (Object declared : (Object[]) field(component, "references")) {
            if (field(declared, "name").equals(reference)) {
                return field(declared, "interfaceName");
            }
        }
        return "a condition";
    }

    private static String firstLine(Object text) {
        return String.valueOf(text).lines().findFirst().orElse("no reason given");
    }

    private static Object field(Object dto, String name) throws ReflectiveOperationException {
        return dto.getClass().getField(name).get(dto);
    }

    private static Object call(Object target, String name, Object... arguments)
            throws ReflectiveOperationException {
        return method(target, name, arguments.length).invoke(target, arguments);
    }

    private static java.lang.reflect.Method method(Object target, String name, int parameters)
            throws ReflectiveOperationException {
        for (Class<?> type : target.getClass().getInterfaces()) {
            for (var method : type.getMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == parameters) {
                    return method;
                }
            }
        }
        throw new NoSuchMethodException(name);
    }
}
