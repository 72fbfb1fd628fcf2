package lightrag.storage.rocksdb.db;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Keys that were found lately: a question asks for the same hundreds of chunks again and again, and
 * each look into the database costs some microseconds. Remembers 64 bits of a key's hash, so that
 * it is wrong as seldom as one in 2^64. Thread-safe; takes no memory before its first key.
 */
final class PresentKeys {
    /** 64 KiB. */
    private static final int SLOTS = 1 << 13;

    private volatile @Nullable AtomicLongArray hashes;

    boolean contains(byte[] key) {
        AtomicLongArray table = hashes;
        if (table == null) {
            return false;
        }
        long hash = hash(key);
        return table.getOpaque(slot(hash)) == hash;
    }

    void add(byte[] key) {
        AtomicLongArray table = hashes;
        if (table == null) {
            table = new AtomicLongArray(SLOTS);
            hashes = table;
        }
        long hash = hash(key);
        table.setOpaque(slot(hash), hash);
    }

    /** Forgets all. The caller keeps readers out. */
    void clear() {
        hashes = null;
    }

    private static int slot(long hash) {
        return (int) hash & (SLOTS - 1);
    }

    /** Multiplicative, never 0, with constants of MurmurHash3's finaliser. */
    private static long hash(byte[] key) {
        long h = 0x9E3779B97F4A7C15L ^ key.length;
        for (byte b : key) {
            h = (h ^ b) * 0xFF51AFD7ED558CCDL;
            h ^= h >>> 29;
        }
        h *= 0xC4CEB9FE1A85EC53L;
        return (h ^ (h >>> 32)) | 1L << 63;
    }
}
