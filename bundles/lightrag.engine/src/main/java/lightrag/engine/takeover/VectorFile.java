package lightrag.engine.takeover;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.zip.InflaterInputStream;
import lightrag.api.InvalidInputException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.ObjectNode;

/**
 * A nano vector file: records, and behind them the matrix of their normalised embeddings as one
 * base64 text (rules DM-60 and DM-61). The matrix is unpacked to a scratch file first, so that
 * records can be read one by one with theirs.
 */
final class VectorFile {

    /** A length within it counts as 1: half precision can not tell. */
    private static final float LENGTH_TOLERANCE = 0.01f;

    private final SourceFile file;
    private final Path scratch;
    private int dimension;
    private long records;

    /**
     * @param scratch overwritten
     */
    VectorFile(SourceFile file, Path scratch) {
        this.file = file;
        this.scratch = scratch;
    }

    /** What is done with one record. */
    interface Record {
        void read(ObjectNode record, float[] embedding);
    }

    int dimension() {
        return dimension;
    }

    /** Unpacks the matrix. @throws InvalidInputException it does not fit the records */
    void unpack() throws IOException {
        long[] bytes = {0};
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(scratch))) {
            JsonRows.members(
                    file,
                    (name, at) -> {
                        switch (name) {
                            case "embedding_dim" -> dimension = at.getIntValue();
                            case "matrix" -> bytes[0] = at.readBinaryValue(out);
                            case "data" -> records = count(at);
                            default -> at.skipChildren();
                        }
                    });
        }
        if (dimension < 1 || bytes[0] != records * dimension * Float.BYTES) {
            throw new InvalidInputException(
                    "directory",
                    file.name()
                            + " is damaged: "
                            + records
                            + " records of dimension "
                            + dimension
                            + " have a matrix of "
                            + bytes[0]
                            + " bytes.");
        }
    }

    private static long count(JsonParser at) {
        long count = 0;
        while (at.nextToken() == JsonToken.START_OBJECT) {
            at.skipChildren();
            count++;
        }
        return count;
    }

    /** Records in the file's order. */
    void forEach(Record each) throws IOException {
        try (FileChannel matrix = FileChannel.open(scratch, StandardOpenOption.READ)) {
            ByteBuffer row =
                    ByteBuffer.allocate(dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            JsonRows.members(
                    file,
                    (name, at) -> {
                        if (!name.equals("data")) {
                            at.skipChildren();
                            return;
                        }
                        long index = 0;
                        while (at.nextToken() == JsonToken.START_OBJECT) {
                            ObjectNode record = JsonRows.MAPPER.readValue(at, ObjectNode.class);
                            each.read(record, scaled(record, row(matrix, row, index++)));
                        }
                    });
        }
    }

    private float[] row(FileChannel matrix, ByteBuffer buffer, long index) {
        float[] row = new float[dimension];
        try {
            buffer.clear();
            while (buffer.hasRemaining()) {
                if (matrix.read(buffer, index * buffer.capacity() + buffer.position()) < 0) {
                    throw new InvalidInputException("directory", file.name() + " is cut off.");
                }
            }
        } catch (IOException e) {
            throw new InvalidInputException(
                    "directory", "The scratch file of the matrix can't be read: " + e.getMessage());
        }
        buffer.flip().asFloatBuffer().get(row);
        return row;
    }

    /** Back to the length the model gave it; the record keeps the embedding in half precision. */
    private static float[] scaled(ObjectNode record, float[] row) {
        float length = length(record.path("vector").asString(""));
        if (length > 0 && Math.abs(length - 1) > LENGTH_TOLERANCE) {
            for (int i = 0; i < row.length; i++) {
                row[i] *= length;
            }
        }
        return row;
    }

    /** 0 when there is no readable embedding. */
    private static float length(String packed) {
        try (InflaterInputStream in =
                new InflaterInputStream(
                        new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
            ByteBuffer halves = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            double sum = 0;
            while (halves.remaining() >= Short.BYTES) {
                float value = Float.float16ToFloat(halves.getShort());
                sum += value * value;
            }
            return (float) Math.sqrt(sum);
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }
}
