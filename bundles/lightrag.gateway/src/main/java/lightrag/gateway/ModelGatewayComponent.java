package lightrag.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import lightrag.api.WorkspaceId;
import lightrag.spi.model.ModelGateway;
import lightrag.spi.model.ModelProvider;
import lightrag.spi.model.WorkspaceModels;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway as a service. Providers are taken from the framework by service objects of our own,
 * not through the component runtime: that would take them back at once when they go, while calls
 * still run on them.
 */
@Component(
        service = ModelGateway.class,
        configurationPid = "lightrag.gateway",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ModelGatewayComponent implements ModelGateway {

    private static final Logger LOG = LoggerFactory.getLogger(ModelGatewayComponent.class);

    private final BundleContext context;
    private final ProviderDirectory directory = new ProviderDirectory();
    private final FairModelGateway gateway;
    private final Map<ServiceReference<ModelProvider>, ProviderDirectory.Registration>
            registrations = new ConcurrentHashMap<>();

    /** Keys of the PID {@code lightrag.gateway}. */
    public @interface Config {
        /**
         * Calls at a time to one provider over all roles and workspaces; 0 = only the roles' own
         * widths count.
         */
        int gateway_provider_max_async() default 0;

        /** Calls of one workspace and role that may wait. */
        int gateway_queue_max() default 50_000;

        /** Seconds a call waits for a binding that is being replaced. */
        int gateway_provider_wait() default 10;
    }

    @Activate
    public ModelGatewayComponent(BundleContext context, Config config) {
        this.context = context;
        this.gateway = new FairModelGateway(directory, limits(config));
    }

    @Modified
    void modified(Config config) {
        gateway.limit(limits(config));
    }

    private static GatewayLimits limits(Config config) {
        int cap = config.gateway_provider_max_async();
        return new GatewayLimits(
                cap > 0 ? OptionalInt.of(cap) : OptionalInt.empty(),
                Math.max(1, config.gateway_queue_max()),
                Duration.ofSeconds(Math.max(0, config.gateway_provider_wait())));
    }

    @Reference(
            service = ModelProvider.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "unbindProvider")
    void bindProvider(ServiceReference<ModelProvider> reference) {
        ServiceObjects<ModelProvider> objects = context.getServiceObjects(reference);
        if (objects == null) {
            return; // gone again already
        }
        ModelProvider provider = objects.getService();
        if (provider == null) {
            LOG.warn("A model provider could not be started and is left out: {}", reference);
            return;
        }
        int ranking =
                reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer set ? set : 0;
        registrations.put(
                reference, directory.add(provider, ranking, () -> giveBack(objects, provider)));
        LOG.info("Model binding {} is here", provider.binding());
    }

    void unbindProvider(ServiceReference<ModelProvider> reference) {
        Optional.ofNullable(registrations.remove(reference)).ifPresent(gateway::remove);
    }

    private static void giveBack(ServiceObjects<ModelProvider> objects, ModelProvider provider) {
        try {
            objects.ungetService(provider);
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.debug("The framework took a model provider back before us", e);
        }
    }

    @Deactivate
    void deactivate() {
        gateway.close();
    }

    @Override
    public WorkspaceModels open(WorkspaceId workspace, Map<String, String> properties) {
        return gateway.open(workspace, properties);
    }

    @Override
    public Map<WorkspaceId, Map<String, Map<String, Long>>> statistics() {
        return gateway.statistics();
    }
}
