package lightrag.tenant.control;

import java.util.List;
import java.util.Map;
import lightrag.api.WorkspaceId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes which storage and models a workspace uses, while it is used. A change is one of its
 * configuration; another storage binding or embedding model then starts a migration, another
 * language model or reranker is used from the next call on.
 */
@ProviderType
public interface BindingControl {

    /** Opens the workspace when needed. */
    WorkspaceBindings bindings(WorkspaceId workspace);

    /**
     * @param settings by dotted name; an empty value takes the workspace's own one away. {@code
     *     storage} stands for all four kinds of stores
     * @throws lightrag.api.InvalidInputException a name is none of a binding's
     * @throws lightrag.api.UnavailableException a storage or model binding is not installed
     * @throws lightrag.api.ConflictException former stores are kept and not confirmed
     */
    WorkspaceBindings configure(WorkspaceId workspace, Map<String, String> settings);

    /** Of open workspaces. */
    List<StorageMigration> migrations();

    /**
     * Stops a copy; the stores in force and their embedding model become the configured ones.
     *
     * @throws lightrag.api.ConflictException no copy is under way
     */
    WorkspaceBindings cancel(WorkspaceId workspace);

    /**
     * Deletes the stores that are kept and not in force.
     *
     * @throws lightrag.api.ConflictException there are none
     */
    WorkspaceBindings confirm(WorkspaceId workspace);

    /**
     * Puts the kept stores in force again and makes them, with their embedding model, the
     * configured ones.
     *
     * @throws lightrag.api.ConflictException there are none
     */
    WorkspaceBindings back(WorkspaceId workspace);

    /** Storage bindings that are installed, with the open workspaces on each. */
    Map<String, List<WorkspaceId>> storages();

    /**
     * Stops the bundle of a storage binding. Workspaces on it answer that they are unavailable
     * until it is started again.
     *
     * @param force also when workspaces are on it
     * @throws lightrag.api.ConflictException workspaces are on it
     * @throws lightrag.api.NotFoundException it is not installed
     */
    void stopStorage(String type, boolean force);

    /**
     * Starts the bundle of a storage binding again.
     *
     * @throws lightrag.api.NotFoundException none was stopped here
     */
    void startStorage(String type);

    /** Versions of the bundles that open the stores of each storage binding. */
    Map<String, String> storageVersions();

    /** Of those bindings that were ever handed over: the version that opens stores, by type. */
    Map<String, String> storagePlan();

    /**
     * From now on, also after restarts, this version of a storage binding's bundle opens stores;
     * those that are open are closed and opened by it, workspace by workspace, while calls on them
     * wait. Blocks until done.
     *
     * @throws lightrag.api.NotFoundException it is not installed
     */
    StorageHandover handOver(String type, String version);
}
