package lightrag.api;

import java.util.List;
import java.util.Optional;

/**
 * An undirected edge of the knowledge graph (rule DM-46).
 *
 * @param source the endpoint that was stored first; see {@link #key} for the order-free identity
 * @param keywords joined by commas
 * @param createdAt seconds since 1970 of the last write
 */
public record Relation(
        String source,
        String target,
        double weight,
        String description,
        String keywords,
        List<String> sourceIds,
        List<String> filePaths,
        long createdAt,
        Optional<String> truncate) {
    public Relation {
        sourceIds = List.copyOf(sourceIds);
        filePaths = List.copyOf(filePaths);
    }

    public RelationKey key() {
        return RelationKey.of(source, target);
    }
}
