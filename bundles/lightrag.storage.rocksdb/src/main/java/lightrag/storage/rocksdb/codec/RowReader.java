package lightrag.storage.rocksdb.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightrag.api.StorageFailureException;

/**
 * Reads what {@link RowWriter} wrote.
 *
 * <p>Every method throws {@link StorageFailureException} where the bytes end early or say what
 * can't be, so that damage never becomes a wrong value or an endless allocation.
 */
public final class RowReader {
    private final String kind;
    private final byte[] bytes;
    private int at;

    /**
     * @param kind of row, for messages
     * @param version the only form that can be read
     */
    public RowReader(String kind, int version, byte[] bytes) {
        this.kind = kind;
        this.bytes = bytes;
        int found = octet();
        if (found != version) {
            throw new StorageFailureException(
                    "A stored %s has form %d where %d is known: update the server or restore a backup."
                            .formatted(kind, found, version));
        }
    }

    public int octet() {
        require(1);
        return bytes[at++] & 0xFF;
    }

    public long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7F) << shift;
            if ((octet & 0x80) == 0) {
                return value;
            }
        }
        throw damaged();
    }

    public long signed() {
        long raw = unsigned();
        return (raw >>> 1) ^ -(raw & 1);
    }

    public double real() {
        require(8);
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 8 | (bytes[at++] & 0xFF);
        }
        return Double.longBitsToDouble(bits);
    }

    public String text() {
        int length = count();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    public List<String> texts() {
        int count = count();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    public Optional<String> optionalText() {
        return octet() == 0 ? Optional.empty() : Optional.of(text());
    }

    /** A length or count: each unit takes at least one of the bytes that are left. */
    int count() {
        long count = unsigned();
        if (count < 0 || count > bytes.length - at) {
            throw damaged();
        }
        return (int) count;
    }

    /** Fails unless everything was read. */
    public void end() {
        if (at != bytes.length) {
            throw damaged();
        }
    }

    StorageFailureException damaged() {
        return new StorageFailureException(
                "A stored %s is damaged at byte %d: restore the workspace from a backup."
                        .formatted(kind, at));
    }

    private void require(int more) {
        if (bytes.length - at < more) {
            throw damaged();
        }
    }
}
