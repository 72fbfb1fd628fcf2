package lightrag.deploy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import lightrag.tenant.control.EngineFleet;

/**
 * Versions on their way out. Each is uninstalled when its last lease has ended, unless it is called
 * back before. Thread-safe.
 */
final class Retirements {

    /** What is done about a version that nobody uses any more. */
    @FunctionalInterface
    interface Removal {

        void remove(String version);
    }

    /**
     * One version on its way.
     *
     * @param returnable whether it may be called back: it was replaced, not found bad
     * @param decided set by whoever removes it or calls it back, once
     * @param gone completes when it is uninstalled, or called back
     */
    private record Leaving(
            boolean returnable, AtomicBoolean decided, CompletableFuture<Void> gone) {

        boolean decide() {
            return decided.compareAndSet(false, true);
        }
    }

    private final EngineFleet fleet;
    private final Map<String, Leaving> leaving = new ConcurrentHashMap<>();

    Retirements(EngineFleet fleet) {
        this.fleet = fleet;
    }

    /**
     * Removes a version with its last lease.
     *
     * @param returnable whether {@link #callBack} may stop it
     * @param removal run on a thread of its own
     */
    void begin(String version, boolean returnable, Removal removal) {
        Leaving mine = new Leaving(returnable, new AtomicBoolean(), new CompletableFuture<>());
        leaving.put(version, mine);
        var _ = fleet.unused(version).thenRunAsync(() -> end(version, mine, removal));
    }

    private void end(String version, Leaving mine, Removal removal) {
        if (mine.decide()) {
            try {
                removal.remove(version);
            } finally {
                leaving.remove(version, mine);
                mine.gone().complete(null);
            }
        }
    }

    /** Lets a version stay that was to leave; false when it does not leave, or must. */
    boolean callBack(String version) {
        Leaving found = leaving.get(version);
        if (found == null || !found.returnable() || !found.decide()) {
            return false;
        }
        leaving.remove(version, found);
        found.gone().complete(null);
        return true;
    }

    /** Completes when a version has left; empty when it is not on its way. */
    Optional<CompletableFuture<Void>> gone(String version) {
        return Optional.ofNullable(leaving.get(version)).map(Leaving::gone);
    }
}
