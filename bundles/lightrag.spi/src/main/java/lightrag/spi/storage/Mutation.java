package lightrag.spi.storage;

import lightrag.api.DocumentRecord;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.RelationKey;

/**
 * One change to a workspace's stores. Puts replace whole rows. Deleting what is missing is no
 * error.
 */
public sealed interface Mutation {

    record PutValue(KeyValueNamespace namespace, String key, byte[] value) implements Mutation {}

    record DeleteValue(KeyValueNamespace namespace, String key) implements Mutation {}

    /** Empties a namespace. */
    record ClearValues(KeyValueNamespace namespace) implements Mutation {}

    record PutDocument(DocumentRecord document) implements Mutation {}

    record DeleteDocument(String id) implements Mutation {}

    record PutEntity(Entity entity) implements Mutation {}

    /** Deletes an entity and all its relations. */
    record DeleteEntity(String name) implements Mutation {}

    /** Both endpoints must exist, or be put earlier in the same commit. */
    record PutRelation(Relation relation) implements Mutation {}

    record DeleteRelation(RelationKey key) implements Mutation {}

    /**
     * @param embedding not normalised; must have the workspace's dimension
     */
    record PutVector(VectorNamespace namespace, VectorRow row, float[] embedding)
            implements Mutation {}

    /** Replaces the fields of a row whose embedding and content stay. */
    record PutVectorFields(VectorNamespace namespace, VectorRow row) implements Mutation {}

    record DeleteVector(VectorNamespace namespace, String id) implements Mutation {}

    /** Empties the graph, the vectors and the document rows. */
    record ClearAll() implements Mutation {}
}
