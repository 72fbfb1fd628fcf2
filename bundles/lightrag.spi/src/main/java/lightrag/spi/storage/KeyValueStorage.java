package lightrag.spi.storage;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads of one key-value namespace; writes go through {@link WorkspaceStorage#commit}. */
@ConsumerType
public interface KeyValueStorage {

    Optional<byte[]> get(String key);

    /** Values in the order of the keys, empty where a key is missing. */
    List<Optional<byte[]>> getAll(List<String> keys);

    /** Those of the keys that have no value. */
    Set<String> missing(Collection<String> keys);

    /**
     * Visits entries whose key starts with a prefix, in key order, until the visitor returns false.
     */
    void scan(String prefix, BiPredicate<String, byte[]> visitor);

    /** Number of entries; exact. */
    long size();
}
