package lightrag.tenant.control;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import lightrag.api.WorkspaceId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The engine versions of a running server and which workspaces they serve. Changes of the plan are
 * on disk when a call returns; after a kill the server comes up with the last one.
 */
@ProviderType
public interface EngineFleet {

    /** Installed versions, ascending. */
    List<EngineVersion> versions();

    FleetPlan plan();

    /**
     * New calls of all workspaces without an assignment go to a version; calls in flight end where
     * they are. The version that was active becomes the previous one.
     *
     * @return completes when every open workspace has been handed over or kept
     * @throws lightrag.api.NotFoundException the version is not installed
     * @throws lightrag.api.ConflictException the version is barred, or writes a storage format that
     *     the active one can't read
     */
    CompletionStage<Handover> activate(String version);

    /**
     * As {@link #activate(String)}. A version that writes a newer storage format than the stores
     * are in may serve too when that is wished: each workspace is brought into it, and its former
     * stores are kept until {@link #confirm}. Until then there is only the way back: {@link
     * #rollback} puts the former stores in force, and indexes anew what was accepted since.
     *
     * @throws lightrag.api.ConflictException also when versions are assigned to workspaces, when a
     *     workspace keeps stores of an unconfirmed move, or the last format is not confirmed
     */
    CompletionStage<Handover> activate(String version, boolean migrate);

    /**
     * Gives up the way back to the former storage format and deletes the stores that were kept for
     * it: of open workspaces at once, of others when they are opened.
     *
     * @throws lightrag.api.ConflictException nothing waits for it
     */
    void confirm();

    /**
     * The previous version is active again, and there is no previous one any more. As {@link
     * #activate} otherwise.
     *
     * @throws lightrag.api.NotFoundException there is no previous version, or it is not installed
     */
    CompletionStage<Handover> rollback();

    /** As {@link #activate}, for the workspaces named; they keep the version until released. */
    CompletionStage<Handover> assign(String version, Set<WorkspaceId> workspaces);

    /**
     * As {@link #activate}, for a share of all workspaces. Which ones is told by their names alone:
     * a larger share includes a smaller one.
     *
     * @param percent 0 to 100; 0 ends it
     */
    CompletionStage<Handover> assignShare(String version, int percent);

    /** Workspaces follow the active version again. */
    CompletionStage<Handover> release(Set<WorkspaceId> workspaces);

    /**
     * Keeps a version from serving any workspace, also when no other is installed. Forgotten at the
     * next start. Where no version was activated yet, the highest of the others is from now on.
     */
    void bar(String version, String reason);

    void unbar(String version);

    /** How many calls run on a version that have begun longer ago than a time. */
    default int running(String version, Duration longerThan) {
        return 0;
    }

    /** Completes when no workspace uses a version any more and the plan does not name it. */
    CompletionStage<Void> unused(String version);
}
