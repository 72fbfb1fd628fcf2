package lightrag.api;

import java.util.List;
import java.util.Optional;

/**
 * A node of the knowledge graph (rule DM-46).
 *
 * @param description fragments joined by {@code <SEP>}
 * @param sourceIds chunk ids, or {@code manual_creation}
 * @param createdAt seconds since 1970 of the last write
 * @param truncate how the source list was cut; empty optional where a row never had the attribute
 */
public record Entity(
        String name,
        String type,
        String description,
        List<String> sourceIds,
        List<String> filePaths,
        long createdAt,
        Optional<String> truncate) {
    public Entity {
        sourceIds = List.copyOf(sourceIds);
        filePaths = List.copyOf(filePaths);
    }
}
