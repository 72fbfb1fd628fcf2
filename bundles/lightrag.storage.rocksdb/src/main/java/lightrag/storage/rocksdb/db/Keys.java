package lightrag.storage.rocksdb.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.VectorNamespace;

/**
 * All keys of a workspace; numbers are 4 bytes big-endian, texts UTF-8, so that byte order is
 * insertion order and code-point order.
 *
 * <pre>
 * 00 name                      facts: format, counters
 * 10 ns text                   key-value entry -&gt; value as given
 * 20 seq                       document, main row        21 seq   its chunk ids
 * 22 seq                       document head             23 id    -&gt; seq
 * 24 track 00 seq  25 path 00 seq  26 hash 00 seq        secondary keys, empty values
 * 30 id                        entity row                31 id    its name
 * 32 id                        relation row              33 id    source id, target id, weight
 * 40 ns slot                   vector row                41 ns slot   embedding, float32 little-endian
 * 42 ns id-text                -&gt; slot
 * </pre>
 */
public final class Keys {
    public static final int META = 0x00;
    public static final int VALUE = 0x10;
    public static final int DOCUMENT = 0x20;
    public static final int DOCUMENT_CHUNKS = 0x21;
    public static final int DOCUMENT_HEAD = 0x22;
    public static final int DOCUMENT_ID = 0x23;
    public static final int DOCUMENT_TRACK = 0x24;
    public static final int DOCUMENT_PATH = 0x25;
    public static final int DOCUMENT_HASH = 0x26;
    public static final int ENTITY = 0x30;
    public static final int ENTITY_NAME = 0x31;
    public static final int RELATION = 0x32;
    public static final int RELATION_ENDS = 0x33;
    public static final int VECTOR_ROW = 0x40;
    public static final int VECTOR_EMBEDDING = 0x41;
    public static final int VECTOR_ID = 0x42;

    public static final byte[] FORMAT = text(META, "format");
    public static final byte[] COUNTERS = text(META, "counters");

    private Keys() {}

    public static byte[] kind(int kind) {
        return new byte[] {(byte) kind};
    }

    public static byte[] number(int kind, int number) {
        return ByteBuffer.allocate(5).put((byte) kind).putInt(number).array();
    }

    public static byte[] text(int kind, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + encoded.length).put((byte) kind).put(encoded).array();
    }

    /** The common start of the entries of one text under a secondary key. */
    public static byte[] secondaryPrefix(int kind, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + encoded.length)
                .put((byte) kind)
                .put(encoded)
                .put((byte) 0)
                .array();
    }

    public static byte[] secondary(int kind, String text, int number) {
        byte[] prefix = secondaryPrefix(kind, text);
        return ByteBuffer.allocate(prefix.length + 4).put(prefix).putInt(number).array();
    }

    public static byte[] value(KeyValueNamespace namespace, String key) {
        byte[] encoded = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + encoded.length)
                .put((byte) VALUE)
                .put((byte) namespace.ordinal())
                .put(encoded)
                .array();
    }

    /** The text of a {@link #value} key. */
    public static String valueText(byte[] key) {
        return new String(key, 2, key.length - 2, StandardCharsets.UTF_8);
    }

    public static byte[] namespace(int kind, VectorNamespace namespace) {
        return new byte[] {(byte) kind, (byte) namespace.ordinal()};
    }

    public static byte[] slot(int kind, VectorNamespace namespace, int slot) {
        return ByteBuffer.allocate(6)
                .put((byte) kind)
                .put((byte) namespace.ordinal())
                .putInt(slot)
                .array();
    }

    public static byte[] vectorId(VectorNamespace namespace, String id) {
        byte[] encoded = id.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + encoded.length)
                .put((byte) VECTOR_ID)
                .put((byte) namespace.ordinal())
                .put(encoded)
                .array();
    }

    /** The number at the end of a key. */
    public static int lastNumber(byte[] key) {
        return ByteBuffer.wrap(key, key.length - 4, 4).getInt();
    }

    public static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** The smallest key behind a key. */
    public static byte[] directlyAfter(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    /** The smallest key behind all keys with a prefix. */
    public static byte[] after(byte[] prefix) {
        byte[] next = prefix.clone();
        for (int i = next.length - 1; i >= 0; i--) {
            if (next[i] != (byte) 0xFF) {
                next[i]++;
                return Arrays.copyOf(next, i + 1);
            }
        }
        throw new IllegalArgumentException("No key follows a prefix of FF bytes only.");
    }
}
