package lightrag.admin;

import jakarta.ws.rs.core.Application;
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
            @Reference AuditLog audit) {
        singletons =
                Set.of(
                        new AdminsOnly(),
                        new AuditFilter(audit),
                        new EngineRoutes(control),
                        new BundleRoutes(context, control),
                        new WorkspaceRoutes(control),
                        new EventRoutes(events, audit),
                        new MetricsRoutes(control));
    }

    /** Instances, since each has what it needs already; JAX-RS has no other way to pass them. */
    @Override
    @SuppressWarnings("deprecation")
    public Set<Object> getSingletons() {
        return singletons;
    }
}
