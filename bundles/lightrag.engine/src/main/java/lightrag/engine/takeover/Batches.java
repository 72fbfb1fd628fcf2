package lightrag.engine.takeover;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;

/** Mutations on their way, a few thousand at a time; a dry run only counts. Not thread-safe. */
final class Batches {

    private static final int SIZE = 1000;

    private final WorkspaceStorage storage;
    private final boolean dryRun;
    private final List<Mutation> waiting = new ArrayList<>();
    private final Map<String, Long> rows = new HashMap<>();

    Batches(WorkspaceStorage storage, boolean dryRun) {
        this.storage = storage;
        this.dryRun = dryRun;
    }

    /** Rows by store. */
    Map<String, Long> rows() {
        return rows;
    }

    long count(String store) {
        return rows.getOrDefault(store, 0L);
    }

    void add(String store, Mutation mutation) {
        rows.merge(store, 1L, Long::sum);
        if (!dryRun) {
            waiting.add(mutation);
            if (waiting.size() >= SIZE) {
                write(Durability.WRITTEN);
            }
        }
    }

    void flush() {
        if (!dryRun) {
            write(Durability.SYNCED);
        }
    }

    private void write(Durability durability) {
        storage.commit(waiting, durability);
        waiting.clear();
    }
}
