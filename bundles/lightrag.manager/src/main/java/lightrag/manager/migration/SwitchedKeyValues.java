package lightrag.manager.migration;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.KeyValueStorage;

/** Sends each read to the stores in force. */
record SwitchedKeyValues(SwitchableStorage stores, KeyValueNamespace namespace)
        implements KeyValueStorage {

    private <T> T read(Function<KeyValueStorage, T> read) {
        return stores.read(storage -> read.apply(storage.keyValues(namespace)));
    }

    @Override
    public Optional<byte[]> get(String key) {
        return read(values -> values.get(key));
    }

    @Override
    public List<Optional<byte[]>> getAll(List<String> keys) {
        return read(values -> values.getAll(keys));
    }

    @Override
    public Set<String> missing(Collection<String> keys) {
        return read(values -> values.missing(keys));
    }

    @Override
    public void scan(String prefix, BiPredicate<String, byte[]> visitor) {
        stores.visit(storage -> storage.keyValues(namespace).scan(prefix, visitor));
    }

    @Override
    public long size() {
        return read(KeyValueStorage::size);
    }
}
