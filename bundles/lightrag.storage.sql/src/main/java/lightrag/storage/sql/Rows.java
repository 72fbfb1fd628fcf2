package lightrag.storage.sql;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lightrag.api.DocumentRecord;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Rows as bytes: records as JSON, texts as UTF-8, embeddings as little-endian floats. */
final class Rows {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

    private Rows() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Through a text, since half a surrogate pair has no UTF-8 and must not fail. */
    static byte[] write(Object row) {
        return text(JSON.writeValueAsString(row));
    }

    static <T> T read(byte[] row, Class<T> type) {
        return JSON.readValue(row, type);
    }

    static DocumentRecord document(byte[] row, List<String> chunkIds) {
        DocumentRecord bare = read(row, DocumentRecord.class);
        return withChunkIds(bare, chunkIds);
    }

    static DocumentRecord withChunkIds(DocumentRecord row, List<String> chunkIds) {
        return new DocumentRecord(
                row.id(),
                row.status(),
                row.contentSummary(),
                row.contentLength(),
                row.filePath(),
                row.createdAt(),
                row.updatedAt(),
                row.trackId(),
                row.contentHash(),
                row.chunksCount(),
                chunkIds,
                row.error(),
                row.metadata());
    }

    static byte[] embedding(float[] embedding) {
        ByteBuffer bytes =
                ByteBuffer.allocate(embedding.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(embedding);
        return bytes.array();
    }

    static float[] embedding(byte[] bytes) {
        float[] embedding = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(embedding);
        return embedding;
    }
}
