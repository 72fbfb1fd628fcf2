package lightrag.http.docs;

import jakarta.servlet.Servlet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightrag.http.HttpConfig;
import lightrag.http.PathPrefix;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/** Puts the description and its page under their paths, unless they are switched off. */
@Component(
        service = ApiDocs.class,
        immediate = true,
        configurationPid = "lightrag.http",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ApiDocs {
    private final List<ServiceRegistration<Servlet>> servlets = new ArrayList<>();
    private final BundleContext context;
    private final PathPrefix prefix;

    @Activate
    public ApiDocs(BundleContext context, HttpConfig config) {
        this.context = context;
        this.prefix = PathPrefix.of(config.lightrag_api_prefix());
        modified(config);
    }

    /**
     * The pages come and go by their switch alone; another prefix takes effect at the next start.
     */
    @Modified
    void modified(HttpConfig config) {
        if (!config.enable_api_docs()) {
            deactivate();
        } else if (servlets.isEmpty()) {
            servlets.add(
                    register(
                            context, new OpenApiServlet(prefix), prefix.patterns("/openapi.json")));
            servlets.add(
                    register(context, DocsServlet.page(), prefix.patterns("/docs", "/docs/*")));
            servlets.add(
                    register(
                            context,
                            DocsServlet.swagger(),
                            prefix.patterns("/static/swagger-ui/*")));
            servlets.add(register(context, new RedocServlet(), prefix.patterns("/redoc")));
        }
    }

    private static ServiceRegistration<Servlet> register(
            BundleContext context, Servlet servlet, String[] patterns) {
        Map<String, Object> settings =
                Map.of(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, patterns);
        return context.registerService(
                Servlet.class, servlet, FrameworkUtil.asDictionary(settings));
    }

    @Deactivate
    void deactivate() {
        servlets.forEach(ServiceRegistration::unregister);
        servlets.clear();
    }
}
