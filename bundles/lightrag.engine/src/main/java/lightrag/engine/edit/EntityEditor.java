package lightrag.engine.edit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.Entity;
import lightrag.api.GraphEdit;
import lightrag.api.GraphEdit.EditSummary;
import lightrag.api.GraphEdit.OfEntity;
import lightrag.api.InvalidInputException;
import lightrag.api.LightRagException;
import lightrag.api.NotFoundException;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.engine.graph.GraphChanges;
import lightrag.engine.graph.GraphSnapshot;
import lightrag.engine.graph.VectorTexts;

/** Creates, changes, renames and deletes entities (rules DE-30 and DE-50 to DE-55). */
public final class EntityEditor {

    private static final String MANUAL = "manual_creation";
    private static final String NOT_ATTEMPTED = "not_attempted";
    private static final String SUCCESS = "success";

    private final EditSession session;
    private final EntityMerging merging;

    public EntityEditor(EditSession session, EntityMerging merging) {
        this.session = session;
        this.merging = merging;
    }

    /** See {@link lightrag.api.GraphOperations#createEntity}. */
    public GraphEdit create(String rawName, Map<String, Object> data) {
        Fields fields = Fields.ofNewEntity(data);
        return session.exclusively(
                () -> {
                    String name = session.resolve(rawName);
                    if (session.existing(List.of(name)).contains(name)) {
                        throw new InvalidInputException(
                                Fields.NAME, "The entity '" + name + "' exists already.");
                    }
                    Entity entity =
                            new Entity(
                                    name,
                                    fields.text(Fields.TYPE).orElse("UNKNOWN"),
                                    fields.text(Fields.DESCRIPTION).orElse(""),
                                    fields.texts(Fields.SOURCE_ID).orElse(List.of(MANUAL)),
                                    fields.texts(Fields.FILE_PATH).orElse(List.of(MANUAL)),
                                    session.now(),
                                    Optional.empty());
                    GraphChanges changes = new GraphChanges(session.read(List.of(name), List.of()));
                    changes.put(entity);
                    changes.track(name, entity.sourceIds());
                    session.commit(changes, List.of());
                    return new OfEntity(
                            entity, "The entity '" + name + "' was created.", Optional.empty());
                });
    }

    /** See {@link lightrag.api.GraphOperations#editEntity}. */
    public GraphEdit edit(
            String rawName, Map<String, Object> data, boolean allowRename, boolean allowMerge) {
        Fields fields = Fields.ofEntityEdit(data);
        return session.exclusively(
                () -> {
                    String name = session.resolve(rawName);
                    String newName = fields.text(Fields.NAME).map(session::resolve).orElse(name);
                    if (newName.equals(name)) {
                        return plain(change(name, name, fields));
                    }
                    if (!allowRename) {
                        throw new InvalidInputException(
                                "allow_rename",
                                "Renaming '" + name + "' needs allow_rename to be true.");
                    }
                    boolean taken = session.existing(List.of(newName)).contains(newName);
                    if (taken && !allowMerge) {
                        throw new InvalidInputException(
                                Fields.NAME,
                                "The name '"
                                        + newName
                                        + "' is taken; allow_merge would merge the two.");
                    }
                    return taken
                            ? editAndMerge(name, newName, fields)
                            : renamed(change(name, newName, fields));
                });
    }

    private static GraphEdit plain(Entity entity) {
        return new OfEntity(
                entity,
                "The entity was updated.",
                Optional.of(
                        new EditSummary(
                                false,
                                NOT_ATTEMPTED,
                                Optional.empty(),
                                SUCCESS,
                                Optional.empty(),
                                entity.name(),
                                false)));
    }

    private static GraphEdit renamed(Entity entity) {
        return new OfEntity(
                entity,
                "The entity was updated and is named '" + entity.name() + "' now.",
                Optional.of(
                        new EditSummary(
                                false,
                                NOT_ATTEMPTED,
                                Optional.empty(),
                                SUCCESS,
                                Optional.empty(),
                                entity.name(),
                                true)));
    }

    /** Other changes first, then the merge; a failed merge leaves the changes. */
    private GraphEdit editAndMerge(String name, String target, Fields fields) {
        boolean changed =
                fields.has(Fields.TYPE)
                        || fields.has(Fields.DESCRIPTION)
                        || fields.has(Fields.SOURCE_ID)
                        || fields.has(Fields.FILE_PATH);
        Entity current = changed ? change(name, name, fields) : stored(name);
        try {
            Entity merged = merging.merge(List.of(name), target);
            return new OfEntity(
                    merged,
                    "The entity was merged into '" + target + "'.",
                    Optional.of(
                            new EditSummary(
                                    true,
                                    SUCCESS,
                                    Optional.empty(),
                                    SUCCESS,
                                    Optional.of(target),
                                    target,
                                    true)));
        } catch (LightRagException e) {
            return new OfEntity(
                    current,
                    "The entity could not be merged into '" + target + "'.",
                    Optional.of(
                            new EditSummary(
                                    false,
                                    "failed",
                                    Optional.of(String.valueOf(e.getMessage())),
                                    changed ? "partial_success" : "failure",
                                    Optional.of(target),
                                    name,
                                    true)));
        }
    }

    private Entity stored(String name) {
        return session.read(List.of(name), List.of())
                .entity(name)
                .orElseThrow(
                        () ->
                                new InvalidInputException(
                                        Fields.NAME, "The entity '" + name + "' does not exist."));
    }

    /** The entity with its new attributes, under its new name. */
    private Entity change(String name, String newName, Fields fields) {
        boolean rename = !newName.equals(name);
        List<RelationKey> keys = rename ? session.keysAt(List.of(name)) : List.of();
        GraphSnapshot stored = session.read(List.of(name), keys);
        Entity old =
                stored.entity(name)
                        .orElseThrow(
                                () ->
                                        new InvalidInputException(
                                                Fields.NAME,
                                                "The entity '" + name + "' does not exist."));
        Entity changed =
                new Entity(
                        newName,
                        fields.text(Fields.TYPE).orElse(old.type()),
                        fields.text(Fields.DESCRIPTION).orElse(old.description()),
                        fields.texts(Fields.SOURCE_ID).orElse(old.sourceIds()),
                        fields.texts(Fields.FILE_PATH).orElse(old.filePaths()),
                        old.createdAt(),
                        old.truncate());
        GraphChanges changes = new GraphChanges(stored);
        List<String> sources =
                Tracking.edited(stored.sourcesOf(name), old.sourceIds(), changed.sourceIds());
        Renaming renaming =
                new Renaming(
                        rename ? Map.of(name, newName) : Map.of(),
                        new HashSet<>(stored.sourcesOf(name)));
        if (rename) {
            move(keys, stored, renaming, changes);
            changes.delete(name);
        }
        changes.put(changed);
        changes.track(newName, sources);
        session.commit(changes, rename ? session.anchors(renaming) : List.of());
        return changed;
    }

    private static void move(
            List<RelationKey> keys, GraphSnapshot stored, Renaming renaming, GraphChanges changes) {
        for (RelationKey key : keys) {
            stored.relation(key)
                    .ifPresent(
                            relation -> {
                                Relation moved =
                                        EditSession.relation(
                                                relation,
                                                renaming.of(relation.source()),
                                                renaming.of(relation.target()),
                                                EditSession.raisedWeight(
                                                        relation.weight(), relation.sourceIds()),
                                                relation.description(),
                                                relation.keywords());
                                changes.delete(key);
                                changes.put(moved, VectorTexts.editedRelation(moved));
                                changes.track(moved.key(), stored.sourcesOf(key));
                            });
        }
    }

    /** See {@link lightrag.api.GraphOperations#deleteEntity}. */
    public void delete(String name) {
        session.exclusively(
                () -> {
                    Set<String> existing = session.existing(List.of(name));
                    if (!existing.contains(name)) {
                        throw new NotFoundException("The entity '" + name + "' does not exist.");
                    }
                    List<RelationKey> keys = new ArrayList<>(session.keysAt(List.of(name)));
                    GraphChanges changes = new GraphChanges(session.read(List.of(name), keys));
                    keys.forEach(changes::delete);
                    changes.delete(name);
                    session.commit(changes, List.of());
                    return true;
                });
    }
}
