package lightrag.manager.migration;

/**
 * Which stores, and where.
 *
 * @param type of the storage binding
 * @param folder below the workspace's folder; empty for that folder itself
 */
public record Binding(String type, String folder) {

    @Override
    public String toString() {
        return folder.isEmpty() ? type : type + " in " + folder;
    }
}
