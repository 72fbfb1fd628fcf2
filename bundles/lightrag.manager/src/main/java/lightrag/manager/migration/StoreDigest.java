package lightrag.manager.migration;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import lightrag.api.DocumentRecord;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * Count and SHA-256 of every kind of rows, in their order: equal for stores that hold the same,
 * whatever binding they are of.
 */
final class StoreDigest {

    private final MessageDigest sha;
    private long rows;

    private StoreDigest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Texts {@code <rows> <first 16 hex digits>} by kind.
     *
     * @param facts the row that names the embedding model, to leave it and the vectors themselves
     *     out: they differ between stores of two models
     * @throws Progress.Stopped it was to end
     */
    static Map<String, String> of(
            WorkspaceStorage storage, Optional<Mutation.PutValue> facts, Progress progress) {
        Optional<String> leftOut = facts.map(Mutation.PutValue::key);
        Map<String, String> digests = new LinkedHashMap<>();
        for (KeyValueNamespace namespace : KeyValueNamespace.values()) {
            digests.put(
                    namespace.wire(),
                    digest(
                            sink ->
                                    storage.keyValues(namespace)
                                            .scan(
                                                    "",
                                                    (key, value) ->
                                                            isOf(namespace, key, leftOut)
                                                                    || sink.row(
                                                                            progress, key,
                                                                            value))));
        }
        digests.put(
                "doc_status",
                digest(sink -> storage.docStatus().forEach(row -> sink.row(progress, text(row)))));
        digests.put(
                "graph_nodes",
                digest(
                        sink ->
                                storage.graph()
                                        .forEachEntity(row -> sink.row(progress, row.toString()))));
        digests.put(
                "graph_edges",
                digest(
                        sink ->
                                storage.graph()
                                        .forEachRelation(
                                                row -> sink.row(progress, row.toString()))));
        for (VectorNamespace namespace : VectorNamespace.values()) {
            digests.put(
                    "vectors_" + namespace.wire(),
                    digest(
                            sink ->
                                    storage.vectors(namespace, 0)
                                            .forEachEmbedding(
                                                    (row, embedding) ->
                                                            sink.row(
                                                                    progress,
                                                                    text(row),
                                                                    facts.isPresent()
                                                                            ? new byte[0]
                                                                            : bytes(embedding)))));
        }
        return digests;
    }

    private static boolean isOf(
            KeyValueNamespace namespace, String key, Optional<String> factsKey) {
        return namespace == KeyValueNamespace.WORKSPACE_META
                && factsKey.filter(key::equals).isPresent();
    }

    private static String digest(Consumer<StoreDigest> visit) {
        StoreDigest digest = new StoreDigest();
        visit.accept(digest);
        return digest.rows + " " + HexFormat.of().formatHex(digest.sha.digest()).substring(0, 16);
    }

    private boolean row(Progress progress, String text, byte[]... more) {
        progress.check();
        rows++;
        part(text.getBytes(StandardCharsets.UTF_8));
        for (byte[] bytes : more) {
            part(bytes);
        }
        return true;
    }

    private void part(byte[] bytes) {
        sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        sha.update(bytes);
    }

    /** Maps have no order of their own. */
    private static String text(VectorRow row) {
        return row.id()
                + "\0"
                + row.content()
                + "\0"
                + new TreeMap<>(row.fields())
                + "\0"
                + row.createdAt();
    }

    private static String text(DocumentRecord row) {
        return row.id()
                + "\0"
                + row.status()
                + row.contentSummary()
                + "\0"
                + row.contentLength()
                + "\0"
                + row.filePath()
                + "\0"
                + row.createdAt()
                + row.updatedAt()
                + row.trackId()
                + row.contentHash()
                + row.chunksCount()
                + row.chunkIds()
                + row.error()
                + "\0"
                + sorted(row.metadata());
    }

    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, item) -> sorted.put(String.valueOf(key), sorted(item)));
            return sorted;
        }
        return value;
    }

    private static byte[] bytes(float[] embedding) {
        ByteBuffer bytes = ByteBuffer.allocate(embedding.length * Float.BYTES);
        bytes.asFloatBuffer().put(embedding);
        return bytes.array();
    }
}
