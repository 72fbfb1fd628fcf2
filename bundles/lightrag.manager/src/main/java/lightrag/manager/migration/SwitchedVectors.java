package lightrag.manager.migration;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import lightrag.spi.storage.VectorMatch;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorQuery;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.VectorStorage;

/**
 * Sends each read to the stores in force, and what has to do with embeddings to those that hold the
 * reader's.
 *
 * @param by what made the vectors the reader knows
 */
record SwitchedVectors(SwitchableStorage stores, VectorNamespace namespace, Optional<Embedding> by)
        implements VectorStorage {

    private <T> T read(Function<VectorStorage, T> read) {
        return stores.read(storage -> read.apply(storage.vectors(namespace, 0)));
    }

    private <T> T readEmbedded(Function<VectorStorage, T> read) {
        return stores.read(by, storage -> read.apply(storage.vectors(namespace, 0)));
    }

    @Override
    public List<VectorMatch> search(VectorQuery query) {
        return readEmbedded(vectors -> vectors.search(query));
    }

    @Override
    public Map<String, VectorRow> rows(Collection<String> ids) {
        return read(vectors -> vectors.rows(ids));
    }

    @Override
    public Map<String, float[]> embeddings(Collection<String> ids) {
        return readEmbedded(vectors -> vectors.embeddings(ids));
    }

    @Override
    public void forEach(Predicate<VectorRow> visitor) {
        stores.visit(storage -> storage.vectors(namespace, 0).forEach(visitor));
    }

    @Override
    public void forEachEmbedding(BiPredicate<VectorRow, float[]> visitor) {
        stores.visit(storage -> storage.vectors(namespace, 0).forEachEmbedding(visitor));
    }

    @Override
    public long size() {
        return read(VectorStorage::size);
    }
}
