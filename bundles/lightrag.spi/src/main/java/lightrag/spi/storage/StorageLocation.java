package lightrag.spi.storage;

import java.nio.file.Path;
import java.util.Map;
import lightrag.api.WorkspaceId;

/**
 * @param directory everything of the workspace lives below it; created when absent
 * @param properties binding-specific settings by dotted name
 */
public record StorageLocation(
        WorkspaceId workspace, Path directory, Map<String, String> properties) {
    public StorageLocation {
        properties = Map.copyOf(properties);
    }
}
