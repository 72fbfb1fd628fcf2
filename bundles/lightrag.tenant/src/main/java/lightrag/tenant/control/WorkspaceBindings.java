package lightrag.tenant.control;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lightrag.api.WorkspaceId;

/**
 * Which storage and models a workspace uses.
 *
 * @param settings of bindings, by dotted name, as they are configured; without secrets
 * @param own names of those that are the workspace's own and not the server's defaults
 * @param storageInForce type of the stores that answer
 * @param storageKept type of the second stores that are kept
 * @param embedding model and dimension of the vectors that answer; absent while there never were
 *     any
 * @param embeddingKept the same of the second stores
 * @param migration the last one since the workspace was opened
 */
public record WorkspaceBindings(
        WorkspaceId workspace,
        Map<String, String> settings,
        Set<String> own,
        String storageInForce,
        Optional<String> storageKept,
        Optional<String> embedding,
        Optional<String> embeddingKept,
        Optional<StorageMigration> migration) {

    public WorkspaceBindings {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        own = Collections.unmodifiableSet(new TreeSet<>(own));
    }
}
