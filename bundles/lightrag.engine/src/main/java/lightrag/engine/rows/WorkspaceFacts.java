package lightrag.engine.rows;

import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import tools.jackson.databind.node.ObjectNode;

/**
 * The row {@code embedding} of {@code workspace_meta}: what the workspace's vectors were made with.
 *
 * @param model name of the embedding model
 * @param dimension of its vectors
 */
public record WorkspaceFacts(String model, int dimension) {

    public static final String KEY = "embedding";

    /**
     * The change that writes this down.
     *
     * @param now seconds since 1970
     */
    public Mutation.PutValue put(long now) {
        return new Mutation.PutValue(KeyValueNamespace.WORKSPACE_META, KEY, encode(now));
    }

    private byte[] encode(long now) {
        return RowJson.write(
                RowJson.object()
                        .put("model", model)
                        .put("dimension", dimension)
                        .put("create_time", now)
                        .put("update_time", now)
                        .put("_id", KEY));
    }

    public static WorkspaceFacts decode(byte[] value) {
        ObjectNode row = RowJson.read(value);
        return new WorkspaceFacts(RowJson.text(row, "model"), row.path("dimension").asInt(0));
    }
}
