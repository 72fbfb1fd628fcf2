package lightrag.engine.graph;

import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.engine.text.Hashing;

/** What is embedded for a thing, and under which id (rules DM-27, MG-24, MG-36 and DE-55). */
public final class VectorTexts {

    private VectorTexts() {}

    public static String entityId(String name) {
        return Hashing.id("ent-", name);
    }

    public static String relationId(RelationKey key) {
        return Hashing.id("rel-", key.lesser() + key.greater());
    }

    /** The id an older writer may have used. */
    public static String legacyRelationId(RelationKey key) {
        return Hashing.id("rel-", key.greater() + key.lesser());
    }

    public static String entity(Entity entity) {
        return entity.name() + "\n" + entity.description();
    }

    public static String relation(Relation relation) {
        RelationKey key = relation.key();
        return relation.keywords()
                + "\t"
                + key.lesser()
                + "\n"
                + key.greater()
                + "\n"
                + relation.description();
    }

    /** After an edit or a rename, and only then, names come first. */
    public static String editedRelation(Relation relation) {
        RelationKey key = relation.key();
        return key.lesser()
                + "\t"
                + key.greater()
                + "\n"
                + relation.keywords()
                + "\n"
                + relation.description();
    }
}
