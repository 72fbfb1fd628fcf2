package lightrag.manager.migration;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import lightrag.api.Entity;
import lightrag.api.KnowledgeGraph;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.spi.storage.GraphStorage;

/** Sends each read to the stores in force. */
record SwitchedGraph(SwitchableStorage stores) implements GraphStorage {

    private <T> T read(Function<GraphStorage, T> read) {
        return stores.read(storage -> read.apply(storage.graph()));
    }

    @Override
    public Map<String, Entity> entities(Collection<String> names) {
        return read(graph -> graph.entities(names));
    }

    @Override
    public Map<RelationKey, Relation> relations(Collection<RelationKey> keys) {
        return read(graph -> graph.relations(keys));
    }

    @Override
    public Set<String> existing(Collection<String> names) {
        return read(graph -> graph.existing(names));
    }

    @Override
    public Map<String, Integer> degrees(Collection<String> names) {
        return read(graph -> graph.degrees(names));
    }

    @Override
    public Map<String, List<Neighbour>> neighbours(Collection<String> names) {
        return read(graph -> graph.neighbours(names));
    }

    @Override
    public List<String> labels() {
        return read(GraphStorage::labels);
    }

    @Override
    public List<String> popular(int limit) {
        return read(graph -> graph.popular(limit));
    }

    @Override
    public List<String> search(String text, int limit) {
        return read(graph -> graph.search(text, limit));
    }

    @Override
    public KnowledgeGraph subgraph(String label, int maxDepth, int maxNodes) {
        return read(graph -> graph.subgraph(label, maxDepth, maxNodes));
    }

    @Override
    public void forEachEntity(Predicate<Entity> visitor) {
        stores.visit(storage -> storage.graph().forEachEntity(visitor));
    }

    @Override
    public void forEachRelation(Predicate<Relation> visitor) {
        stores.visit(storage -> storage.graph().forEachRelation(visitor));
    }

    @Override
    public long entityCount() {
        return read(GraphStorage::entityCount);
    }

    @Override
    public long relationCount() {
        return read(GraphStorage::relationCount);
    }
}
