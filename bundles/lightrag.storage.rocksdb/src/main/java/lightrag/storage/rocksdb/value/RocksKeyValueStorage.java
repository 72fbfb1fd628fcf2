package lightrag.storage.rocksdb.value;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.KeyValueStorage;
import lightrag.storage.rocksdb.db.Keys;
import lightrag.storage.rocksdb.db.PagedScan;
import lightrag.storage.rocksdb.db.WorkspaceAccess;

/** One namespace; batches of reads are one native call. */
public final class RocksKeyValueStorage implements KeyValueStorage {
    private final WorkspaceAccess access;
    private final KeyValueNamespace namespace;

    public RocksKeyValueStorage(WorkspaceAccess access, KeyValueNamespace namespace) {
        this.access = access;
        this.namespace = namespace;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return access.read(() -> access.database().get(Keys.value(namespace, key)));
    }

    @Override
    public List<Optional<byte[]>> getAll(List<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        List<byte[]> stored = keys.stream().map(key -> Keys.value(namespace, key)).toList();
        return access.read(() -> access.database().getAll(stored));
    }

    @Override
    public Set<String> missing(Collection<String> keys) {
        return access.read(
                () -> {
                    Set<String> missing = new LinkedHashSet<>();
                    for (String key : keys) {
                        if (!access.database().exists(Keys.value(namespace, key))) {
                            missing.add(key);
                        }
                    }
                    return missing;
                });
    }

    @Override
    public void scan(String prefix, BiPredicate<String, byte[]> visitor) {
        PagedScan.forEach(access, Keys.value(namespace, prefix), Keys::valueText, visitor);
    }

    @Override
    public long size() {
        return access.read(() -> access.counters().values(namespace));
    }
}
