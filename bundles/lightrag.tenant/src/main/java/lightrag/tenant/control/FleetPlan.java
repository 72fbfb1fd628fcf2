package lightrag.tenant.control;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import lightrag.api.WorkspaceId;

/**
 * Which engine version serves which workspace.
 *
 * @param active serves all others; empty: the highest one installed
 * @param previous was active before, for the way back
 * @param assigned version by workspace
 * @param share a version for a share of the workspaces that are not assigned by name
 * @param unconfirmed whether the active version has brought the stores into another format than the
 *     previous one's, and the former ones are kept for the way back
 */
public record FleetPlan(
        Optional<String> active,
        Optional<String> previous,
        Map<WorkspaceId, String> assigned,
        Optional<Share> share,
        boolean unconfirmed) {

    public static final FleetPlan EMPTY =
            new FleetPlan(Optional.empty(), Optional.empty(), Map.of(), Optional.empty());

    private static final int BUCKETS = 100;

    public FleetPlan {
        assigned = Map.copyOf(assigned);
    }

    /** A plan without a change of formats. */
    public FleetPlan(
            Optional<String> active,
            Optional<String> previous,
            Map<WorkspaceId, String> assigned,
            Optional<Share> share) {
        this(active, previous, assigned, share, false);
    }

    /**
     * @param percent 1 to 100
     */
    public record Share(String version, int percent) {

        boolean includes(WorkspaceId workspace) {
            CRC32 spread = new CRC32();
            spread.update(workspace.value().getBytes(StandardCharsets.UTF_8));
            return spread.getValue() % BUCKETS < percent;
        }
    }

    /** Empty: the highest one installed. */
    public Optional<String> versionFor(WorkspaceId workspace) {
        return Optional.ofNullable(assigned.get(workspace))
                .or(() -> share.filter(it -> it.includes(workspace)).map(Share::version))
                .or(() -> active);
    }

    /** Versions it needs now, ascending as texts. */
    public Set<String> versions() {
        Set<String> all = new TreeSet<>(assigned.values());
        share.map(Share::version).ifPresent(all::add);
        active.ifPresent(all::add);
        return all;
    }

    /** Another active version; the one before becomes the previous one. Ends its share. */
    public FleetPlan activated(String version) {
        Optional<String> before = active.filter(now -> !now.equals(version)).or(() -> previous);
        return new FleetPlan(
                Optional.of(version),
                before,
                assigned,
                share.filter(it -> !it.version().equals(version)));
    }

    /** As {@link #activated}, by a version that brings the stores into its own format. */
    public FleetPlan migrated(String version) {
        FleetPlan next = activated(version);
        return new FleetPlan(next.active, next.previous, next.assigned, next.share, true);
    }

    /** There is no way back from the active version's format any more. */
    public FleetPlan confirmed() {
        return new FleetPlan(active, Optional.empty(), assigned, share);
    }

    /** The previous version is active, alone: whoever was given the version before follows. */
    public FleetPlan rolledBack() {
        Map<WorkspaceId, String> next = new TreeMap<>(assigned);
        active.ifPresent(bad -> next.values().removeIf(bad::equals));
        return new FleetPlan(
                previous,
                Optional.empty(),
                next,
                share.filter(it -> !Optional.of(it.version()).equals(active)));
    }

    public FleetPlan assigned(String version, Set<WorkspaceId> workspaces) {
        Map<WorkspaceId, String> next = new TreeMap<>(assigned);
        workspaces.forEach(workspace -> next.put(workspace, version));
        return new FleetPlan(active, previous, next, share);
    }

    public FleetPlan released(Set<WorkspaceId> workspaces) {
        Map<WorkspaceId, String> next = new TreeMap<>(assigned);
        next.keySet().removeAll(workspaces);
        return new FleetPlan(active, previous, next, share);
    }

    /**
     * @param percent 0 to 100
     */
    public FleetPlan shared(String version, int percent) {
        return new FleetPlan(
                active,
                previous,
                assigned,
                percent == 0 ? Optional.empty() : Optional.of(new Share(version, percent)));
    }
}
