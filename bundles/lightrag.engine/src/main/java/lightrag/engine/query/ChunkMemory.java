package lightrag.engine.query;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Chunks read lately, with what was made of them. A remembered chunk is used only while the stored
 * row is the same to the byte, so nothing has to be told when a document changes.
 */
final class ChunkMemory {

    /** Bytes of rows remembered in one workspace; about as much again hangs on them. */
    private static final int BYTES_MAX = 4 << 20;

    private final Map<String, Remembered> byId = new LinkedHashMap<>(16, 0.75f, true);
    private int bytes;

    private record Remembered(byte[] row, ChunkText chunk) {}

    synchronized Optional<ChunkText> get(String id, byte[] row) {
        Remembered known = byId.get(id);
        return known != null && Arrays.equals(known.row(), row)
                ? Optional.of(known.chunk())
                : Optional.empty();
    }

    synchronized void put(String id, byte[] row, ChunkText chunk) {
        Remembered before = byId.put(id, new Remembered(row, chunk));
        bytes += row.length - (before == null ? 0 : before.row().length);
        var oldest = byId.entrySet().iterator();
        while (bytes > BYTES_MAX && oldest.hasNext()) {
            bytes -= oldest.next().getValue().row().length;
            oldest.remove();
        }
    }
}
