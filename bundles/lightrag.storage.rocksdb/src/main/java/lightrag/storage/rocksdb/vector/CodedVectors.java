package lightrag.storage.rocksdb.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Two short forms of each normalised embedding, for indexes too large to be scanned exactly: the
 * signs of its distances from a centre, one bit an element, which are scanned whole; and one byte
 * an element, by which the nearest of these are ranked. The centre is the mean of some embeddings:
 * without it, models whose embeddings all point the same way would have the same signs everywhere.
 */
final class CodedVectors implements VectorIndex {
    private static final int BYTE_MAX = 127;

    /** Of each row behind its bytes: what one step of them is worth. */
    private static final int SCALE_BYTES = Float.BYTES;

    private final float[] centre;
    private final int words;
    private final int byteStride;
    private RowTable table;
    private RowBlocks signs;
    private RowBlocks bytes;

    /**
     * @param centre of normalised embeddings
     */
    CodedVectors(float[] centre, int expectedRows) {
        this.centre = centre;
        this.words = (centre.length + Long.SIZE - 1) / Long.SIZE;
        this.byteStride =
                (centre.length + ByteKernel.LANES - 1) / ByteKernel.LANES * ByteKernel.LANES;
        this.table = new RowTable(expectedRows);
        this.signs = newSigns(expectedRows);
        this.bytes = newBytes(expectedRows);
    }

    private RowBlocks newSigns(int rows) {
        return new RowBlocks(words * Long.BYTES, rows);
    }

    private RowBlocks newBytes(int rows) {
        return new RowBlocks(byteStride + SCALE_BYTES, rows);
    }

    @Override
    public int dimension() {
        return centre.length;
    }

    @Override
    public RowTable table() {
        return table;
    }

    /** Bytes of a row with padding, without its scale. */
    int byteStride() {
        return byteStride;
    }

    RowBlocks signs() {
        return signs;
    }

    RowBlocks bytes() {
        return bytes;
    }

    @Override
    public void put(int slot, float[] embedding) {
        putUnit(slot, Float32.normalised(embedding));
    }

    private void putUnit(int slot, float[] unit) {
        int row = table.rowToWrite(slot);
        signs.reserve(row);
        bytes.reserve(row);
        long[] code = signs(unit);
        signs.visit(
                row,
                (memory, offset) ->
                        MemorySegment.copy(code, 0, memory, ValueLayout.JAVA_LONG, offset, words));
        float largest = 0;
        for (float element : unit) {
            largest = Math.max(largest, Math.abs(element));
        }
        float step = largest / BYTE_MAX;
        byte[] rounded = rounded(unit, step == 0 ? 0 : 1 / step);
        bytes.visit(
                row,
                (memory, offset) -> {
                    MemorySegment.copy(
                            rounded, 0, memory, ValueLayout.JAVA_BYTE, offset, byteStride);
                    memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + byteStride, step);
                });
    }

    /** One bit an element: whether it is above the centre's. */
    long[] signs(float[] unit) {
        long[] code = new long[words];
        for (int i = 0; i < unit.length; i++) {
            long above = Float.floatToRawIntBits(centre[i] - unit[i]) >>> 31; // no branch
            code[i / Long.SIZE] |= above << i;
        }
        return code;
    }

    private byte[] rounded(float[] unit, float stepsPerOne) {
        byte[] rounded = new byte[byteStride];
        for (int i = 0; i < unit.length; i++) {
            float steps = unit[i] * stepsPerOne;
            rounded[i] = (byte) (int) (steps + Math.copySign(0.5f, steps));
        }
        return rounded;
    }

    @Override
    public void remove(int slot) {
        if (table.remove(slot)) {
            RowBlocks denseSigns = newSigns(table.liveRows());
            RowBlocks denseBytes = newBytes(table.liveRows());
            table =
                    table.squeezed(
                            (from, to) -> {
                                signs.copy(from, denseSigns, to);
                                bytes.copy(from, denseBytes, to);
                            });
            signs = denseSigns;
            bytes = denseBytes;
        }
    }

    @Override
    public long memoryBytes() {
        return signs.memoryBytes() + bytes.memoryBytes() + table.memoryBytes();
    }
}
