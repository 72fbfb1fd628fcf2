package lightrag.http;

import jakarta.servlet.Servlet;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.glassfish.jersey.server.ResourceConfig;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each {@code Application} service in a Jersey servlet of its own, registered once for the
 * life of the service: another application that comes or goes never restarts it.
 */
@Component(
        service = JerseyServlets.class,
        immediate = true,
        configurationPid = "lightrag.http",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class JerseyServlets {
    private static final Logger LOG = LoggerFactory.getLogger(JerseyServlets.class);

    /**
     * Service property of an application: the path it lives under; without it the application owns
     * the root.
     */
    private static final String BASE = "osgi.jakartars.application.base";

    private final BundleContext context;
    private final PathPrefix prefix;
    private final IdentityHashMap<Application, ServiceRegistration<Servlet>> servlets =
            new IdentityHashMap<>();

    @Activate
    public JerseyServlets(BundleContext context, HttpConfig config) {
        this.context = context;
        this.prefix = PathPrefix.of(config.lightrag_api_prefix());
        findJersey();
    }

    /**
     * JAX-RS looks for its implementation once, through the thread's class loader; in OSGi that
     * must be the one of Jersey's bundle.
     */
    private static void findJersey() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ResourceConfig.class.getClassLoader());
        try {
            LOG.debug("JAX-RS is run by {}", RuntimeDelegate.getInstance().getClass().getName());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Takes nothing over: a new prefix needs a restart of the server, which the log says. */
    @Modified
    void modified() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addApplication(Application application, Map<String, Object> properties) {
        String base = PathPrefix.of(String.valueOf(properties.getOrDefault(BASE, ""))).value();
        Map<String, Object> settings = new HashMap<>();
        settings.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME, "jersey" + base);
        settings.put(
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN,
                prefix.patterns(base + "/*"));
        settings.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED, true);
        servlets.put(
                application,
                context.registerService(
                        Servlet.class,
                        JerseyApplication.servlet(application),
                        FrameworkUtil.asDictionary(settings)));
        LOG.info("routes of {} answer below {}/", application.getClass().getName(), base);
    }

    synchronized void removeApplication(Application application) {
        ServiceRegistration<Servlet> registration = servlets.remove(application);
        if (registration != null) {
            registration.unregister();
        }
    }

    @Deactivate
    synchronized void deactivate() {
        servlets.values().forEach(ServiceRegistration::unregister);
        servlets.clear();
    }
}
