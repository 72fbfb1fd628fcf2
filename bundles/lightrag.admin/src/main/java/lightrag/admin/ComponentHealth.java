package lightrag.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** How bundles and their components are, as the framework and the component runtime say it. */
@Component(service = ComponentHealth.class)
public final class ComponentHealth {

    /**
     * @param well active, or a fragment, or one that starts when its first class is needed
     */
    record BundleHealth(long id, String symbolicName, String version, String state, boolean well) {}

    /**
     * A component that is not there.
     *
     * @param lacks what it waits for, or why it failed
     */
    record Waiting(String bundle, String component, List<String> lacks) {}

    private final BundleContext context;
    private final ServiceComponentRuntime runtime;

    @Activate
    public ComponentHealth(BundleContext context, @Reference ServiceComponentRuntime runtime) {
        this.context = context;
        this.runtime = runtime;
    }

    List<BundleHealth> bundles() {
        return Arrays.stream(context.getBundles()).map(ComponentHealth::of).toList();
    }

    private static BundleHealth of(Bundle bundle) {
        boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
        boolean well =
                bundle.getState() == Bundle.ACTIVE
                        || bundle.getState() == Bundle.STARTING
                        || (fragment && bundle.getState() == Bundle.RESOLVED);
        return new BundleHealth(
                bundle.getBundleId(),
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion().toString(),
                BundleRoutes.InstalledBundle.state(bundle.getState()),
                well);
    }

    /** Components that are enabled and not satisfied, by name. */
    List<Waiting> waiting() {
        List<Waiting> all = new ArrayList<>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
            if (runtime.isComponentEnabled(component)) {
                List<String> lacks = lacks(component);
                if (!lacks.isEmpty()) {
                    all.add(new Waiting(component.bundle.symbolicName, component.name, lacks));
                }
            }
        }
        all.sort(java.util.Comparator.comparing(Waiting::component));
        return all;
    }

    private List<String> lacks(ComponentDescriptionDTO component) {
        List<String> lacks = new ArrayList<>();
        var configurations = runtime.getComponentConfigurationDTOs(component);
        if (configurations.isEmpty() && "require".equals(component.configurationPolicy)) {
            lacks.add("configuration " + String.join(", ", component.configurationPid));
        }
        for (ComponentConfigurationDTO configuration : configurations) {
            switch (configuration.state) {
                case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                        lacks.add("configuration " + String.join(", ", component.configurationPid));
                case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                        lacks.add(missing(component, configuration));
                case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                        lacks.add("failed: " + firstLine(configuration.failure));
                default -> {
                    // satisfied or active
                }
            }
        }
        return lacks;
    }

    private static String missing(
            ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        return Arrays.stream(configuration.unsatisfiedReferences)
                .map(reference -> "service " + interfaceOf(component, reference))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String interfaceOf(
            ComponentDescriptionDTO component, UnsatisfiedReferenceDTO unsatisfied) {
        for (ReferenceDTO reference : component.references) {
            if (reference.name.equals(unsatisfied.name)) {
                return reference.interfaceName;
            }
        }
        return unsatisfied.name.toLowerCase(Locale.ROOT);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("no reason given");
    }
}
