package lightrag.engine.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.RelationKey;
import lightrag.api.VerifyReport.Kind;
import lightrag.engine.rows.DocumentEntities;
import lightrag.engine.rows.DocumentRelations;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * Which entities and relations each document speaks of, by the chunks they rest on; by these lists
 * a deletion finds what a document added. Names in a list that are no entity any more do no harm.
 */
final class Mentions {

    private final WorkspaceStorage storage;
    private final Inventory inventory;
    private final Findings findings;
    private final Map<String, Set<String>> entities = new HashMap<>();
    private final Map<String, Set<RelationKey>> relations = new HashMap<>();

    Mentions(WorkspaceStorage storage, Inventory inventory, Findings findings) {
        this.storage = storage;
        this.inventory = inventory;
        this.findings = findings;
    }

    void entity(String name, List<String> sources) {
        documents(sources)
                .forEach(id -> entities.computeIfAbsent(id, any -> new HashSet<>()).add(name));
    }

    void relation(RelationKey key, List<String> sources) {
        documents(sources)
                .forEach(id -> relations.computeIfAbsent(id, any -> new HashSet<>()).add(key));
    }

    private Set<String> documents(List<String> sources) {
        Set<String> ids = new HashSet<>();
        sources.forEach(source -> inventory.documentOf(source).ifPresent(ids::add));
        ids.removeIf(id -> !inventory.isProcessed(id));
        return ids;
    }

    /**
     * @param now seconds since 1970
     */
    void check(long now) {
        List<Mutation> repairs = new ArrayList<>();
        for (String id : inventory.documents().keySet()) {
            if (inventory.isProcessed(id)) {
                entitiesOf(id, now).ifPresent(repairs::add);
                relationsOf(id, now).ifPresent(repairs::add);
            }
        }
        if (findings.repairs() && !repairs.isEmpty()) {
            storage.commit(repairs, Durability.SYNCED);
        }
    }

    private Optional<Mutation> entitiesOf(String id, long now) {
        Optional<DocumentEntities> row =
                storage.keyValues(KeyValueNamespace.FULL_ENTITIES)
                        .get(id)
                        .map(DocumentEntities::decode);
        Set<String> all = new LinkedHashSet<>(row.map(DocumentEntities::names).orElse(List.of()));
        if (!all.addAll(entities.getOrDefault(id, Set.of())) && row.isPresent()) {
            return Optional.empty();
        }
        findings.add(Kind.DOCUMENT_ENTITIES_INCOMPLETE, id);
        return Optional.of(
                new Mutation.PutValue(
                        KeyValueNamespace.FULL_ENTITIES,
                        id,
                        DocumentEntities.of(all).encode(id, now)));
    }

    private Optional<Mutation> relationsOf(String id, long now) {
        Optional<DocumentRelations> row =
                storage.keyValues(KeyValueNamespace.FULL_RELATIONS)
                        .get(id)
                        .map(DocumentRelations::decode);
        Set<RelationKey> all =
                new LinkedHashSet<>(row.map(DocumentRelations::pairs).orElse(List.of()));
        if (!all.addAll(relations.getOrDefault(id, Set.of())) && row.isPresent()) {
            return Optional.empty();
        }
        findings.add(Kind.DOCUMENT_RELATIONS_INCOMPLETE, id);
        return Optional.of(
                new Mutation.PutValue(
                        KeyValueNamespace.FULL_RELATIONS,
                        id,
                        DocumentRelations.of(all).encode(id, now)));
    }

    /** Lists of documents that are not there. */
    void leftovers(Leftovers leftovers) {
        leftovers.rows(
                KeyValueNamespace.FULL_ENTITIES,
                inventory.documents()::containsKey,
                Kind.DOCUMENT_ENTITIES_WITHOUT_DOCUMENT);
        leftovers.rows(
                KeyValueNamespace.FULL_RELATIONS,
                inventory.documents()::containsKey,
                Kind.DOCUMENT_RELATIONS_WITHOUT_DOCUMENT);
    }
}
