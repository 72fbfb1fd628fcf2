package lightrag.spi.storage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import lightrag.api.Entity;
import lightrag.api.KnowledgeGraph;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads of the knowledge graph, batched; writes go through {@link WorkspaceStorage#commit}. */
@ConsumerType
public interface GraphStorage {

    /** Entities by name; missing names are absent. */
    Map<String, Entity> entities(Collection<String> names);

    /** Relations by key; missing keys are absent. */
    Map<RelationKey, Relation> relations(Collection<RelationKey> keys);

    /** Those of the names that exist. */
    Set<String> existing(Collection<String> names);

    /** Number of relations at each name; 0 for a missing one. */
    Map<String, Integer> degrees(Collection<String> names);

    /**
     * Relations at each name, in the order in which they were first added to it; a missing name is
     * absent. Carries what ranking needs so that descriptions are read only for those that are
     * used.
     */
    Map<String, List<Neighbour>> neighbours(Collection<String> names);

    /**
     * @param key the relation
     * @param name the other end
     * @param weight of the relation
     * @param rank degree of both ends together
     */
    record Neighbour(RelationKey key, String name, double weight, int rank) {}

    /** All names in code-point order. */
    List<String> labels();

    /** Names by degree descending, then name. */
    List<String> popular(int limit);

    /** Rule DE-70: names containing a text, scored. */
    List<String> search(String text, int limit);

    /** Rules DE-71 to DE-73. */
    KnowledgeGraph subgraph(String label, int maxDepth, int maxNodes);

    /** Visits all entities in insertion order until the visitor returns false. */
    void forEachEntity(Predicate<Entity> visitor);

    /** Visits all relations in insertion order until the visitor returns false. */
    void forEachRelation(Predicate<Relation> visitor);

    long entityCount();

    long relationCount();
}
