package lightrag.admin;

import jakarta.ws.rs.core.Application;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All routes below {@code /admin}, for whoever runs JAX-RS applications. */
@Component(
        service = Application.class,
        property = "osgi.jakartars.application.base=" + AdminApplication.BASE)
public final class AdminApplication extends Application {

    static final String BASE = "/admin";

    private final Set<Object> singletons;

    @Activate
    public AdminApplication(
            BundleContext context,
            @Reference ControlPlane control,
            @Reference EventLog events,
            @Reference AuditLog audit,
            @Reference ComponentHealth components) {
        List<Object> routes =
                List.of(
                        new EngineRoutes(control),
                        new BundleRoutes(context, control),
                        new WorkspaceRoutes(control),
                        new FeatureRoutes(control),
                        new BindingRoutes(control),
                        new StorageRoutes(control),
                        new SettingsRoutes(control),
                        new LogRoutes(control),
                        new EventRoutes(events, audit),
                        new HealthRoutes(control, components),
                        new MetricsRoutes(control));
        singletons = new LinkedHashSet<>(routes);
        singletons.add(
                new DocumentRoutes(routes.stream().<Class<?>>map(Object::getClass).toList()));
        singletons.add(new AdminsOnly());
        singletons.add(new AuditFilter(audit));
    }

    /** Instances, since each has what it needs already; JAX-RS has no other way to pass them. */
    @Override
    @SuppressWarnings("deprecation")
    public Set<Object> getSingletons() {
        return singletons;
    }
}
