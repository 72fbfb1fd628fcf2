package lightrag.http;

import jakarta.servlet.Servlet;
import jakarta.ws.rs.core.Application;
import java.util.logging.Level;
import java.util.logging.Logger;
import lightrag.http.error.JaxRsErrorMapper;
import lightrag.http.error.LightRagErrorMapper;
import lightrag.http.error.UnexpectedErrorMapper;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * An application with what every application gets: error mappers and the routing habits clients
 * know.
 */
final class JerseyApplication {

    /**
     * Warns of each resource that is an instance, which JAX-RS allows; held here, since loggers may
     * be collected.
     */
    private static final Logger PROVIDERS =
            Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    private JerseyApplication() {}

    static Servlet servlet(Application application) {
        PROVIDERS.setLevel(Level.SEVERE);
        ResourceConfig config = ResourceConfig.forApplication(application);
        config.register(new LightRagErrorMapper());
        config.register(new JaxRsErrorMapper());
        config.register(new UnexpectedErrorMapper());
        config.register(new MethodFilter());
        config.register(new SlashFilter());
        // nothing is looked for on a class path that OSGi does not have
        config.property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE_SERVER, true);
        config.property(CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE_SERVER, true);
        config.property(CommonProperties.PROVIDER_DEFAULT_DISABLE, "ALL");
        config.property(ServerProperties.WADL_FEATURE_DISABLE, true);
        // a flush goes out at once instead of when some kilobytes have come together
        config.property(CommonProperties.OUTBOUND_CONTENT_LENGTH_BUFFER_SERVER, 0);
        // the container must not replace a body by a page of its own
        config.property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
        // behind a proxy only relative locations are right
        config.property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        return new ServletContainer(config);
    }
}
