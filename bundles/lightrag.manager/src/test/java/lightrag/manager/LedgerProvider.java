package lightrag.manager;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.WorkspaceStorage;

/** Opens {@link Ledger}s; what happens at an opening can be set for each workspace. */
final class LedgerProvider implements StorageProvider {

    private final Set<Ledger> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final Map<WorkspaceId, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final Map<WorkspaceId, Runnable> atOpen = new ConcurrentHashMap<>();

    void atOpen(WorkspaceId workspace, Runnable action) {
        atOpen.put(workspace, action);
    }

    void asUsual(WorkspaceId workspace) {
        atOpen.remove(workspace);
    }

    @Override
    public String type() {
        return "rocksdb";
    }

    @Override
    public boolean atomic() {
        return true;
    }

    @Override
    public WorkspaceStorage open(StorageLocation location) {
        attempts.computeIfAbsent(location.workspace(), w -> new AtomicInteger()).incrementAndGet();
        atOpen.getOrDefault(location.workspace(), () -> {}).run();
        Ledger ledger = new Ledger(location.directory(), open::remove);
        open.add(ledger);
        mostOpen.accumulateAndGet(open.size(), Math::max);
        return ledger.storage();
    }

    int open() {
        return open.size();
    }

    int mostOpen() {
        return mostOpen.get();
    }

    int attempts(WorkspaceId workspace) {
        AtomicInteger count = attempts.get(workspace);
        return count == null ? 0 : count.get();
    }
}
