package lightrag.engine.edit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.GraphEdit;
import lightrag.api.GraphEdit.OfRelation;
import lightrag.api.InvalidInputException;
import lightrag.api.NotFoundException;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.engine.graph.GraphChanges;
import lightrag.engine.graph.GraphSnapshot;
import lightrag.engine.graph.VectorTexts;

/** Creates, changes and deletes relations (rules DE-31, DE-51 and DE-56). */
public final class RelationEditor {

    private static final String MANUAL = "manual_creation";

    private final EditSession session;

    public RelationEditor(EditSession session) {
        this.session = session;
    }

    /** See {@link lightrag.api.GraphOperations#createRelation}. */
    public GraphEdit create(String rawSource, String rawTarget, Map<String, Object> data) {
        Fields fields = Fields.ofNewRelation(data);
        return session.exclusively(
                () -> {
                    String source = session.resolve(rawSource);
                    String target = session.resolve(rawTarget);
                    RelationKey key = RelationKey.of(source, target);
                    GraphSnapshot stored = session.read(List.of(source, target), List.of(key));
                    checkNew(source, target, stored);
                    List<String> sources = fields.texts(Fields.SOURCE_ID).orElse(List.of());
                    Relation relation =
                            new Relation(
                                    source,
                                    target,
                                    EditSession.checkedWeight(fields.weight().orElse(1.0), sources),
                                    fields.text(Fields.DESCRIPTION).orElse(""),
                                    fields.text(Fields.KEYWORDS).orElse(""),
                                    sources,
                                    fields.texts(Fields.FILE_PATH).orElse(List.of(MANUAL)),
                                    session.now(),
                                    Optional.empty());
                    GraphChanges changes = new GraphChanges(stored);
                    changes.put(relation);
                    List<String> evidence = real(sources);
                    if (!evidence.isEmpty()) {
                        changes.track(key, evidence);
                    }
                    session.commit(changes, List.of());
                    return new OfRelation(
                            relation,
                            "The relation between '"
                                    + source
                                    + "' and '"
                                    + target
                                    + "' was created.");
                });
    }

    private static void checkNew(String source, String target, GraphSnapshot stored) {
        if (source.equals(target)) {
            throw new InvalidInputException(
                    "target_entity",
                    "A relation needs two different entities, not twice '" + source + "'.");
        }
        for (String end : List.of(source, target)) {
            if (stored.entity(end).isEmpty()) {
                throw new InvalidInputException(
                        "source_entity",
                        "The entity '" + end + "' does not exist; create it first.");
            }
        }
        if (stored.relation(RelationKey.of(source, target)).isPresent()) {
            throw new InvalidInputException(
                    "target_entity",
                    "A relation between '"
                            + source
                            + "' and '"
                            + target
                            + "' exists already; edit it.");
        }
    }

    private static List<String> real(List<String> sources) {
        return sources.stream()
                .filter(id -> !GraphSnapshot.NO_EVIDENCE.contains(id))
                .distinct()
                .toList();
    }

    /** See {@link lightrag.api.GraphOperations#editRelation}. */
    public GraphEdit edit(String rawSource, String rawTarget, Map<String, Object> data) {
        Fields fields = Fields.ofRelationEdit(data);
        return session.exclusively(
                () -> {
                    RelationKey key =
                            RelationKey.of(session.resolve(rawSource), session.resolve(rawTarget));
                    GraphSnapshot stored = session.read(List.of(), List.of(key));
                    Relation old =
                            stored.relation(key)
                                    .orElseThrow(
                                            () ->
                                                    new InvalidInputException(
                                                            "source_id",
                                                            "There is no relation between '"
                                                                    + key.lesser()
                                                                    + "' and '"
                                                                    + key.greater()
                                                                    + "'."));
                    List<String> sources = fields.texts(Fields.SOURCE_ID).orElse(old.sourceIds());
                    double weight = fields.weight().orElse(old.weight());
                    boolean strict = fields.has(Fields.WEIGHT) || fields.has(Fields.SOURCE_ID);
                    Relation changed =
                            new Relation(
                                    old.source(),
                                    old.target(),
                                    strict
                                            ? EditSession.checkedWeight(weight, sources)
                                            : EditSession.raisedWeight(weight, sources),
                                    fields.text(Fields.DESCRIPTION).orElse(old.description()),
                                    fields.text(Fields.KEYWORDS).orElse(old.keywords()),
                                    sources,
                                    fields.texts(Fields.FILE_PATH).orElse(old.filePaths()),
                                    old.createdAt(),
                                    old.truncate());
                    GraphChanges changes = new GraphChanges(stored);
                    changes.put(changed, VectorTexts.editedRelation(changed));
                    changes.track(
                            key,
                            Tracking.edited(
                                    stored.sourcesOf(key), real(old.sourceIds()), real(sources)));
                    session.commit(changes, List.of());
                    return new OfRelation(changed, "The relation was updated.");
                });
    }

    /** See {@link lightrag.api.GraphOperations#deleteRelation}. */
    public void delete(String source, String target) {
        session.exclusively(
                () -> {
                    RelationKey key = RelationKey.of(source, target);
                    GraphSnapshot stored = session.read(List.of(), List.of(key));
                    if (stored.relation(key).isEmpty()) {
                        throw new NotFoundException(
                                "There is no relation between '"
                                        + source
                                        + "' and '"
                                        + target
                                        + "'.");
                    }
                    GraphChanges changes = new GraphChanges(stored);
                    changes.delete(key);
                    session.commit(changes, List.of());
                    return true;
                });
    }
}
