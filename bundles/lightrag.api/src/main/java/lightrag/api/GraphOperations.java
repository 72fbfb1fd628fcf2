package lightrag.api;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Reads and edits of the knowledge graph. Relations are undirected; names are case-sensitive. */
@ProviderType
public interface GraphOperations {

    /** All entity names in code-point order. */
    List<String> labels();

    /** Names by degree descending, then name. */
    List<String> popularLabels(int limit);

    /**
     * Names containing the query, case-insensitively; exact match first, then prefix, then short
     * names.
     */
    List<String> searchLabels(String query, int limit);

    /**
     * The part of the graph around one entity; label {@code *} is the whole graph, best connected
     * entities first.
     */
    KnowledgeGraph subgraph(String label, int maxDepth, int maxNodes);

    boolean entityExists(String name);

    /**
     * @throws InvalidInputException the name exists already or a value is unusable
     */
    GraphEdit createEntity(String name, Map<String, Object> data);

    /**
     * @throws InvalidInputException an endpoint is missing, the relation exists already or a value
     *     is unusable
     */
    GraphEdit createRelation(String source, String target, Map<String, Object> data);

    /**
     * Changes attributes; a key {@code entity_name} renames and may merge into an existing entity.
     */
    GraphEdit editEntity(
            String name, Map<String, Object> data, boolean allowRename, boolean allowMerge);

    GraphEdit editRelation(String source, String target, Map<String, Object> data);

    /** Merges entities into a target, which may be new; the sources disappear. */
    GraphEdit mergeEntities(List<String> sources, String target);

    /**
     * @throws NotFoundException no such entity
     */
    void deleteEntity(String name);

    /**
     * @throws NotFoundException no such relation
     */
    void deleteRelation(String source, String target);
}
