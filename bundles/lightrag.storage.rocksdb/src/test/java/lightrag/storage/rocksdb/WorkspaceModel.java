package lightrag.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lightrag.api.DocumentRecord;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.spi.storage.GraphStorage.Neighbour;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.WorkspaceStorage;

/** What a workspace means, in maps that keep insertion order. */
final class WorkspaceModel {
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, DocumentRecord> documents = new LinkedHashMap<>();
    private final Map<String, Entity> entities = new LinkedHashMap<>();
    private final Map<RelationKey, Relation> relations = new LinkedHashMap<>();
    private final Map<String, VectorRow> vectors = new LinkedHashMap<>();

    boolean has(String entity) {
        return entities.containsKey(entity);
    }

    void apply(Mutation mutation) {
        switch (mutation) {
            case Mutation.PutValue put -> values.put(put.key(), new String(put.value()));
            case Mutation.DeleteValue delete -> values.remove(delete.key());
            case Mutation.ClearValues clear -> values.clear();
            case Mutation.PutDocument put -> documents.put(put.document().id(), put.document());
            case Mutation.DeleteDocument delete -> documents.remove(delete.id());
            case Mutation.PutEntity put -> entities.put(put.entity().name(), put.entity());
            case Mutation.DeleteEntity delete -> {
                entities.remove(delete.name());
                relations
                        .keySet()
                        .removeIf(
                                key ->
                                        key.lesser().equals(delete.name())
                                                || key.greater().equals(delete.name()));
            }
            case Mutation.PutRelation put -> relations.put(put.relation().key(), put.relation());
            case Mutation.DeleteRelation delete -> relations.remove(delete.key());
            case Mutation.PutVector put -> vectors.put(put.row().id(), put.row());
            case Mutation.PutVectorFields put -> vectors.replace(put.row().id(), put.row());
            case Mutation.DeleteVector delete -> vectors.remove(delete.id());
            case Mutation.ClearAll all -> {
                documents.clear();
                entities.clear();
                relations.clear();
                vectors.clear();
            }
        }
    }

    void assertSame(WorkspaceStorage storage) {
        Map<String, String> foundValues = new TreeMap<>();
        var chunks = storage.keyValues(KeyValueNamespace.TEXT_CHUNKS);
        chunks.scan("", (key, value) -> foundValues.put(key, new String(value)) == null);
        assertThat(foundValues).isEqualTo(values);
        assertThat(chunks.size()).isEqualTo(values.size());
        assertThat(storage.docStatus().getAll(documents.keySet())).isEqualTo(documents);
        assertThat(storage.docStatus().counts().all()).isEqualTo(documents.size());
        assertSameGraph(storage);
        List<VectorRow> rows = new ArrayList<>();
        storage.vectors(VectorNamespace.CHUNKS, 0).forEach(rows::add);
        assertThat(rows).isEqualTo(List.copyOf(vectors.values()));
        assertThat(storage.vectors(VectorNamespace.CHUNKS, 0).size()).isEqualTo(vectors.size());
    }

    private void assertSameGraph(WorkspaceStorage storage) {
        List<Entity> foundEntities = new ArrayList<>();
        storage.graph().forEachEntity(foundEntities::add);
        assertThat(foundEntities).isEqualTo(List.copyOf(entities.values()));
        List<Relation> foundRelations = new ArrayList<>();
        storage.graph().forEachRelation(foundRelations::add);
        assertThat(foundRelations).isEqualTo(List.copyOf(relations.values()));
        assertThat(storage.graph().entities(entities.keySet())).isEqualTo(entities);
        assertThat(storage.graph().relations(relations.keySet())).isEqualTo(relations);
        assertThat(storage.graph().entityCount()).isEqualTo(entities.size());
        assertThat(storage.graph().relationCount()).isEqualTo(relations.size());
        Map<String, List<Neighbour>> neighbours = storage.graph().neighbours(entities.keySet());
        for (String name : entities.keySet()) {
            assertThat(neighbours.get(name)).extracting(Neighbour::key).isEqualTo(keysAt(name));
        }
    }

    private List<RelationKey> keysAt(String name) {
        return relations.keySet().stream()
                .filter(key -> key.lesser().equals(name) || key.greater().equals(name))
                .toList();
    }
}
