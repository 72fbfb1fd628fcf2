package lightrag.engine.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.api.VerifyReport.Kind;
import lightrag.engine.graph.GraphChanges;
import lightrag.engine.graph.GraphSnapshot;
import lightrag.engine.graph.GraphWriter;
import lightrag.engine.graph.VectorTexts;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.WorkspaceStorage;

/** Relations, their ends, their vectors and their tracking rows. */
final class RelationCheck {

    private final WorkspaceStorage storage;
    private final GraphWriter writer;
    private final GraphRepair repair;
    private final Findings findings;
    private final Mentions mentions;

    RelationCheck(
            WorkspaceStorage storage,
            GraphWriter writer,
            GraphRepair repair,
            Findings findings,
            Mentions mentions) {
        this.storage = storage;
        this.writer = writer;
        this.repair = repair;
        this.findings = findings;
        this.mentions = mentions;
    }

    void run() {
        Sources.batches(keys()).forEach(this::check);
    }

    private List<RelationKey> keys() {
        List<RelationKey> keys = new ArrayList<>();
        storage.graph().forEachRelation(relation -> keys.add(relation.key()));
        return keys;
    }

    private void check(List<RelationKey> keys) {
        GraphSnapshot stored = GraphSnapshot.read(storage, ends(keys), keys);
        Map<String, VectorRow> vectors =
                storage.vectors(VectorNamespace.RELATIONSHIPS, 0)
                        .rows(keys.stream().map(VectorTexts::relationId).toList());
        GraphChanges changes = new GraphChanges(stored);
        GraphRepair.Broken broken = repair.broken();
        for (Relation relation : stored.relations().values()) {
            findings.looked("graph_relations", 1);
            RelationKey key = relation.key();
            ends(relation, changes);
            List<String> sources =
                    Sources.union(stored.sourcesOf(key), Sources.real(relation.sourceIds()));
            if (!broken.take(key, sources)) {
                check(
                        relation,
                        Optional.ofNullable(stored.relationSources().get(key)),
                        Optional.ofNullable(vectors.get(VectorTexts.relationId(key))),
                        changes);
                mentions.relation(key, sources);
            }
        }
        repair.apply(changes, broken);
    }

    private static Set<String> ends(Collection<RelationKey> keys) {
        Set<String> names = new LinkedHashSet<>();
        keys.forEach(key -> names.addAll(List.of(key.lesser(), key.greater())));
        return names;
    }

    private void ends(Relation relation, GraphChanges changes) {
        for (String end : List.of(relation.source(), relation.target())) {
            if (changes.entity(end).isEmpty()) {
                findings.add(Kind.RELATION_WITHOUT_END, end);
                changes.put(
                        new Entity(
                                end,
                                "UNKNOWN",
                                relation.description(),
                                relation.sourceIds(),
                                relation.filePaths(),
                                relation.createdAt(),
                                Optional.of("")));
                changes.track(end, relation.sourceIds());
            }
        }
    }

    private void check(
            Relation relation,
            Optional<List<String>> row,
            Optional<VectorRow> vector,
            GraphChanges changes) {
        RelationKey key = relation.key();
        if (Sources.isIncomplete(row, relation.sourceIds())) {
            findings.add(Kind.RELATION_SOURCES_INCOMPLETE, GraphRepair.shown(key));
            changes.track(
                    key, Sources.union(row.orElse(List.of()), Sources.real(relation.sourceIds())));
        }
        if (vector.isEmpty()) {
            findings.add(Kind.RELATION_VECTOR_MISSING, GraphRepair.shown(key));
            changes.put(relation);
        } else if (differs(vector.get(), relation)) {
            findings.add(Kind.RELATION_VECTOR_DIFFERS, GraphRepair.shown(key));
            changes.put(relation);
        }
    }

    /** A relation's text has one of two forms: the usual one and that after an edit. */
    private boolean differs(VectorRow stored, Relation relation) {
        VectorRow usual = writer.row(relation, VectorTexts.relation(relation), 0);
        VectorRow edited = writer.row(relation, VectorTexts.editedRelation(relation), 0);
        String content = stored.content();
        return !stored.fields().equals(usual.fields())
                || !(content.equals(usual.content()) || content.equals(edited.content()));
    }

    /** Rows of relations that are not there. */
    void leftovers(Leftovers leftovers) {
        Set<String> rows = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (RelationKey key : keys()) {
            rows.add(GraphSnapshot.rowKey(key));
            ids.add(VectorTexts.relationId(key));
        }
        leftovers.vectors(
                VectorNamespace.RELATIONSHIPS,
                ids::contains,
                Kind.RELATION_VECTOR_WITHOUT_RELATION);
        leftovers.rows(
                KeyValueNamespace.RELATION_CHUNKS,
                rows::contains,
                Kind.RELATION_SOURCES_WITHOUT_RELATION);
    }
}
