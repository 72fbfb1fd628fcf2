package lightrag.storage.rocksdb.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Appends the primitives of a row: unsigned varints (7 bits a byte, low bits first), zigzag varints
 * for signed numbers, UTF-8 texts with a varint byte length, lists with a varint count, doubles as
 * 8 bytes big-endian, optionals with a leading 0 or 1.
 */
public final class RowWriter {
    private byte[] bytes;
    private int size;

    /**
     * @param version of the row's form, 1 to 127; the first byte
     */
    public RowWriter(int version) {
        this.bytes = new byte[256];
        octet(version);
    }

    public RowWriter octet(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** A number of at least 0 (or any number read as unsigned). */
    public RowWriter unsigned(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    public RowWriter signed(long value) {
        return unsigned((value << 1) ^ (value >> 63));
    }

    public RowWriter real(double value) {
        reserve(8);
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (bits >>> shift);
        }
        return this;
    }

    public RowWriter text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        unsigned(encoded.length);
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
        return this;
    }

    public RowWriter texts(List<String> texts) {
        unsigned(texts.size());
        texts.forEach(this::text);
        return this;
    }

    public RowWriter optionalText(Optional<String> text) {
        octet(text.isPresent() ? 1 : 0);
        text.ifPresent(this::text);
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
