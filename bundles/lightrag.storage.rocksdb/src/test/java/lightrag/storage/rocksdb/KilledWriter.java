package lightrag.storage.rocksdb;

import static lightrag.testkit.storage.Samples.entity;
import static lightrag.testkit.storage.Samples.put;
import static lightrag.testkit.storage.Samples.relation;
import static lightrag.testkit.storage.Samples.value;
import static lightrag.testkit.storage.Samples.vector;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * The process that {@link KillTest} kills: commits one batch after another and prints the number of
 * each once it has returned.
 */
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        int first = Integer.parseInt(arguments[1]);
        WorkspaceStorage storage =
                Rocks.provider()
                        .open(new StorageLocation(new WorkspaceId("w"), directory, Map.of()));
        for (int i = first; ; i++) {
            String name = "n" + i;
            storage.commit(
                    List.of(
                            put(entity("hub", "after " + i)),
                            put(entity(name)),
                            value(KeyValueNamespace.TEXT_CHUNKS, name, "x".repeat(2000)),
                            put(relation(name, "hub", i)),
                            vector(name, i, 1)),
                    i % 3 == 0 ? Durability.WRITTEN : Durability.SYNCED);
            System.out.println(i);
        }
    }
}
