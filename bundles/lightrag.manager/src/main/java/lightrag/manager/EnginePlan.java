package lightrag.manager;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.engine.StorageFormat;
import lightrag.tenant.control.FleetPlan;

/**
 * Says which engine version a workspace gets: the one its settings name, else the plan's, else,
 * when that is not installed, the highest one that is not barred. Thread-safe.
 */
final class EnginePlan {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final ServicePool<LightRagFactory> factories;
    private final Map<String, String> barred = new ConcurrentHashMap<>();
    private final Map<String, Traffic> traffic = new ConcurrentHashMap<>();
    private volatile FleetPlan plan = FleetPlan.EMPTY;

    EnginePlan(ServicePool<LightRagFactory> factories) {
        this.factories = factories;
    }

    FleetPlan plan() {
        return plan;
    }

    /** No engine is chosen by the old plan once this returns. */
    void change(UnaryOperator<FleetPlan> change) {
        factories.between(() -> plan = change.apply(plan));
    }

    void bar(String version, String reason) {
        factories.between(() -> barred.put(version, reason));
    }

    void unbar(String version) {
        factories.between(() -> barred.remove(version));
    }

    Optional<String> barred(String version) {
        return Optional.ofNullable(barred.get(version));
    }

    Traffic traffic(String version) {
        return traffic.computeIfAbsent(version, name -> new Traffic());
    }

    /** Calls of a version start to count anew. */
    void forgetTraffic(String version) {
        traffic.remove(version);
    }

    /** The version that a new engine of a workspace would be of, if there is any. */
    Optional<String> choice(WorkspaceId workspace, String configured) {
        return configured.isEmpty()
                ? plan.versionFor(workspace).filter(factories.names()::contains).or(this::highest)
                : Optional.of(configured).filter(factories.names()::contains);
    }

    /** What a version that is installed reads and writes. */
    Optional<StorageFormat> format(String version) {
        return factories.members().stream()
                .filter(member -> member.name().equals(version))
                .findFirst()
                .map(member -> member.held().storageFormat());
    }

    /** The highest version that may serve. */
    Optional<String> highest() {
        return factories.names().stream()
                .filter(name -> !barred.containsKey(name))
                .max(EngineVersions.ASCENDING);
    }

    /**
     * @param configured empty: the plan decides
     * @param wait for the version to be installed
     */
    ServiceLease<LightRagFactory> lease(WorkspaceId workspace, String configured, Duration wait) {
        if (!configured.isEmpty()) {
            return factories
                    .lease(configured::equals, EngineVersions.ASCENDING, wait)
                    .orElseThrow(() -> missing("Engine version " + configured + " is not"));
        }
        return factories
                .lease(name -> planned(workspace, name), EngineVersions.ASCENDING, wait)
                .or(
                        () ->
                                factories.lease(
                                        name -> !barred.containsKey(name),
                                        EngineVersions.ASCENDING,
                                        Duration.ZERO))
                .orElseThrow(() -> missing("No engine that may serve is"));
    }

    private boolean planned(WorkspaceId workspace, String name) {
        return plan.versionFor(workspace)
                .map(name::equals)
                .orElseGet(() -> !barred.containsKey(name));
    }

    private UnavailableException missing(String what) {
        return new UnavailableException(
                what + " installed at the moment; installed: " + factories.names() + ".", RETRY);
    }
}
