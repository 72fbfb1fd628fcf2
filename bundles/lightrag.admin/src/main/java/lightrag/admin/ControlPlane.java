package lightrag.admin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import lightrag.api.UnavailableException;
import lightrag.tenant.control.BindingControl;
import lightrag.tenant.control.Deployments;
import lightrag.tenant.control.EngineFleet;
import lightrag.tenant.control.Features;
import lightrag.tenant.control.GaugeSource;
import lightrag.tenant.control.RagManager;
import lightrag.tenant.control.SettingsControl;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The control-plane services of the moment; the routes stay when one of them goes. */
@Component(service = ControlPlane.class)
public final class ControlPlane {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final List<GaugeSource> gauges = new CopyOnWriteArrayList<>();
    private volatile Optional<RagManager> manager = Optional.empty();
    private volatile Optional<EngineFleet> fleet = Optional.empty();
    private volatile Optional<BindingControl> bindings = Optional.empty();
    private volatile Optional<Deployments> deployments = Optional.empty();
    private volatile Optional<Features> features = Optional.empty();
    private volatile Optional<SettingsControl> settings = Optional.empty();

    /**
     * @throws UnavailableException it is not running
     */
    RagManager manager() {
        return manager.orElseThrow(() -> missing("workspace manager"));
    }

    /**
     * @throws UnavailableException it is not running
     */
    EngineFleet fleet() {
        return fleet.orElseThrow(() -> missing("engine fleet"));
    }

    /**
     * @throws UnavailableException it is not running
     */
    BindingControl bindings() {
        return bindings.orElseThrow(() -> missing("workspace manager"));
    }

    /**
     * @throws UnavailableException it is not running
     */
    Deployments deployments() {
        return deployments.orElseThrow(() -> missing("deployment room"));
    }

    /**
     * @throws UnavailableException it is not running
     */
    Features features() {
        return features.orElseThrow(() -> missing("room of the features"));
    }

    /**
     * @throws UnavailableException it is not running
     */
    SettingsControl settings() {
        return settings.orElseThrow(() -> missing("room of the settings"));
    }

    /** What keeps the server from serving anybody, in words; empty when it serves. */
    List<String> lacks() {
        if (manager.isEmpty()) {
            return List.of("workspace manager");
        }
        boolean engine =
                fleet.map(EngineFleet::versions).orElse(List.of()).stream()
                        .anyMatch(version -> version.barred().isEmpty());
        return engine ? List.of() : List.of("an engine that may serve");
    }

    List<GaugeSource> gauges() {
        return List.copyOf(gauges);
    }

    private static UnavailableException missing(String what) {
        return new UnavailableException("The " + what + " is not running at the moment.", RETRY);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setManager(RagManager found) {
        manager = Optional.of(found);
    }

    void unsetManager(RagManager gone) {
        manager = manager.filter(now -> now != gone);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setFleet(EngineFleet found) {
        fleet = Optional.of(found);
    }

    void unsetFleet(EngineFleet gone) {
        fleet = fleet.filter(now -> now != gone);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setBindings(BindingControl found) {
        bindings = Optional.of(found);
    }

    void unsetBindings(BindingControl gone) {
        bindings = bindings.filter(now -> now != gone);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setDeployments(Deployments found) {
        deployments = Optional.of(found);
    }

    void unsetDeployments(Deployments gone) {
        deployments = deployments.filter(now -> now != gone);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setFeatures(Features found) {
        features = Optional.of(found);
    }

    void unsetFeatures(Features gone) {
        features = features.filter(now -> now != gone);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setSettings(SettingsControl found) {
        settings = Optional.of(found);
    }

    void unsetSettings(SettingsControl gone) {
        settings = settings.filter(now -> now != gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addGauges(GaugeSource source) {
        gauges.add(source);
    }

    void removeGauges(GaugeSource source) {
        gauges.remove(source);
    }
}
