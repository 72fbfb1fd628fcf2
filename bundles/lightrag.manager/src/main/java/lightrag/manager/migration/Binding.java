package lightrag.manager.migration;

import java.util.Optional;

/**
 * Which stores, and where.
 *
 * @param type of the storage binding
 * @param folder below the workspace's folder; empty for that folder itself
 * @param embedding what made their vectors; absent while that was never written down
 */
public record Binding(String type, String folder, Optional<Embedding> embedding) {

    Binding(String type, String folder) {
        this(type, folder, Optional.empty());
    }

    /** Whether both are the same stores. */
    boolean samePlace(Binding other) {
        return type.equals(other.type) && folder.equals(other.folder);
    }

    Binding madeBy(Embedding by) {
        return new Binding(type, folder, Optional.of(by));
    }

    /** Whether these are such stores. */
    boolean fits(Wanted wanted) {
        return type.equals(wanted.type()) && !embeddedOtherwise(wanted);
    }

    /** Whether another model made their vectors than is wanted. */
    public boolean embeddedOtherwise(Wanted wanted) {
        return Embedding.differ(embedding, wanted.embedding());
    }

    /**
     * Stores as they are wanted.
     *
     * @param type of the storage binding
     * @param embedding what shall have made their vectors; absent for what made the present ones
     */
    public record Wanted(String type, Optional<Embedding> embedding) {}

    /** Such stores in another folder. */
    Binding in(String otherFolder) {
        return new Binding(type, otherFolder, embedding);
    }

    @Override
    public String toString() {
        return (folder.isEmpty() ? type : type + " in " + folder)
                + embedding.map(by -> " with " + by).orElse("");
    }
}
