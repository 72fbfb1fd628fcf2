package lightrag.manager.migration;

import java.util.Map;
import java.util.Optional;

/**
 * What the vectors of stores were made by.
 *
 * @param model as it names itself
 * @param dimension of its vectors
 * @param settings by dotted name by which it can be opened again; no secrets
 */
public record Embedding(String model, int dimension, Map<String, String> settings) {

    public Embedding {
        settings = Map.copyOf(settings);
    }

    /** Whether vectors of both can be compared. */
    public boolean comparableTo(Embedding other) {
        return dimension == other.dimension && model.equals(other.model);
    }

    /** Whether both are known and their vectors can't be compared. */
    static boolean differ(Optional<Embedding> one, Optional<Embedding> other) {
        return one.isPresent() && other.isPresent() && !one.get().comparableTo(other.get());
    }

    @Override
    public String toString() {
        return model + " (" + dimension + ")";
    }
}
