package lightrag.engine.edit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.RelationKey;
import lightrag.engine.rows.ChunkRow;
import lightrag.engine.rows.DocumentEntities;
import lightrag.engine.rows.DocumentRelations;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.KeyValueStorage;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * Entities that go on under another name.
 *
 * @param names old to new
 * @param sources chunks that speak of them
 */
record Renaming(Map<String, String> names, Set<String> sources) {

    Renaming {
        names = Map.copyOf(names);
        sources = Set.copyOf(sources);
    }

    String of(String name) {
        return names.getOrDefault(name, name);
    }

    RelationKey of(RelationKey key) {
        return RelationKey.of(of(key.lesser()), of(key.greater()));
    }

    /**
     * The rows by which a document's deletion finds what it added, with the new names beside the
     * old.
     */
    List<Mutation> anchors(WorkspaceStorage storage, long now) {
        List<Mutation> all = new ArrayList<>();
        for (String document : documents(storage)) {
            rows(storage, KeyValueNamespace.FULL_ENTITIES)
                    .get(document)
                    .ifPresent(
                            row -> {
                                Set<String> known =
                                        new LinkedHashSet<>(DocumentEntities.decode(row).names());
                                List.copyOf(known).forEach(name -> known.add(of(name)));
                                all.add(
                                        new Mutation.PutValue(
                                                KeyValueNamespace.FULL_ENTITIES,
                                                document,
                                                DocumentEntities.of(known).encode(document, now)));
                            });
            rows(storage, KeyValueNamespace.FULL_RELATIONS)
                    .get(document)
                    .ifPresent(
                            row -> {
                                Set<RelationKey> known =
                                        new LinkedHashSet<>(DocumentRelations.decode(row).pairs());
                                List.copyOf(known).forEach(key -> known.add(of(key)));
                                all.add(
                                        new Mutation.PutValue(
                                                KeyValueNamespace.FULL_RELATIONS,
                                                document,
                                                DocumentRelations.of(known).encode(document, now)));
                            });
        }
        return all;
    }

    private Set<String> documents(WorkspaceStorage storage) {
        List<String> ids = List.copyOf(sources);
        List<Optional<byte[]>> values = rows(storage, KeyValueNamespace.TEXT_CHUNKS).getAll(ids);
        Set<String> documents = new LinkedHashSet<>();
        ChunkRow.decodeAll(ids, values).forEach(chunk -> documents.add(chunk.documentId()));
        return documents;
    }

    private static KeyValueStorage rows(WorkspaceStorage storage, KeyValueNamespace namespace) {
        return storage.keyValues(namespace);
    }
}
