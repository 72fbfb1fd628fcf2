package lightrag.spi.storage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ConsumerType;

/** Similarity search over one namespace; writes go through {@link WorkspaceStorage#commit}. */
@ConsumerType
public interface VectorStorage {

    /**
     * The best matches by cosine similarity, descending; those below the query's minimum are left
     * out. Of equal scores the row inserted later comes first (rule DM-64).
     *
     * @throws lightrag.api.ConflictException the query's dimension is not the store's
     */
    List<VectorMatch> search(VectorQuery query);

    /** Rows by id; missing ids are absent. */
    Map<String, VectorRow> rows(Collection<String> ids);

    /**
     * Embeddings as they were given, rounded to half precision (rule DM-65); missing ids are
     * absent.
     */
    Map<String, float[]> embeddings(Collection<String> ids);

    /** Visits all rows in insertion order until the visitor returns false. */
    void forEach(Predicate<VectorRow> visitor);

    /**
     * Visits all rows with their embeddings in insertion order until the visitor returns false, for
     * copies. Embeddings are exactly as they were given; a binding that keeps less than that leaves
     * this default, which gives them as {@link #embeddings} does.
     */
    default void forEachEmbedding(BiPredicate<VectorRow, float[]> visitor) {
        forEach(
                row -> {
                    float[] embedding = embeddings(List.of(row.id())).get(row.id());
                    return embedding == null || visitor.test(row, embedding);
                });
    }

    long size();
}
