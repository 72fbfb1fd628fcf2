package lightrag.tenant;

import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The tenant of the running thread. Bound by a scope, never set: nothing can be left behind on a
 * pooled thread.
 */
public final class TenantContext {

    private static final ScopedValue<Tenant> CURRENT = ScopedValue.newInstance();

    private TenantContext() {}

    public static Optional<Tenant> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Runs an action for a tenant; an inner scope hides an outer one. */
    public static <T, X extends Throwable> T call(
            Tenant tenant, ScopedValue.CallableOp<T, X> action) throws X {
        return ScopedValue.where(CURRENT, tenant).call(action);
    }

    public static void run(Tenant tenant, Runnable action) {
        ScopedValue.where(CURRENT, tenant).run(action);
    }

    /**
     * The action with the caller's tenant of now, for another thread. @throws IllegalStateException
     * none is bound
     */
    public static Runnable propagate(Runnable action) {
        Tenant tenant = required();
        return () -> run(tenant, action);
    }

    /** As {@link #propagate(Runnable)}. */
    public static <T> Callable<T> propagate(Callable<T> action) {
        Tenant tenant = required();
        return () -> TenantContext.<T, Exception>call(tenant, action::call);
    }

    private static Tenant required() {
        return current()
                .orElseThrow(() -> new IllegalStateException("no tenant is bound to this thread"));
    }
}
