package lightrag.storage.rocksdb;

import static lightrag.testkit.storage.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.WorkspaceStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process at random moments; what is left consists of whole commits. */
final class KillTest {
    private static final int ROUNDS = 3;

    @TempDir Path directory;

    @Test
    void aKillLeavesWholeCommits() throws IOException, InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int next = 1;
        for (int round = 0; round < ROUNDS; round++) {
            int acknowledged = killAfter(next, 5 + random.nextInt(60));
            int found = wholeCommits("seed " + seed);
            assertThat(found).as("seed %d", seed).isGreaterThanOrEqualTo(acknowledged);
            next = found + 1;
        }
    }

    /** Lets a process commit from a number on; returns the last that it acknowledged. */
    private int killAfter(int first, int commits) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledWriter.class.getName(),
                                directory.toString(),
                                String.valueOf(first))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        int last = first - 1;
        try (BufferedReader lines = process.inputReader()) {
            for (int i = 0; i < commits; i++) {
                last = Integer.parseInt(lines.readLine());
            }
            process.toHandle()
                    .destroyForcibly(); // unlike the process's own, leaves the pipe to read
            process.waitFor();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.isEmpty() ? last : Math.max(last, Integer.parseInt(line));
            }
        }
        return last;
    }

    /** Checks that every store has the same commits, and returns how many. */
    private int wholeCommits(String seed) {
        try (WorkspaceStorage storage =
                Rocks.provider()
                        .open(new StorageLocation(new WorkspaceId("w"), directory, Map.of()))) {
            int found = (int) storage.graph().relationCount();
            assertThat(storage.graph().entityCount()).as(seed).isEqualTo(found + 1);
            assertThat(storage.graph().degrees(List.of("hub")))
                    .as(seed)
                    .containsEntry("hub", found);
            assertThat(at(storage.graph().entities(List.of("hub")), "hub").description())
                    .as(seed)
                    .isEqualTo("after " + found);
            assertThat(storage.keyValues(KeyValueNamespace.TEXT_CHUNKS).size())
                    .as(seed)
                    .isEqualTo(found);
            assertThat(storage.vectors(VectorNamespace.CHUNKS, 2).size()).as(seed).isEqualTo(found);
            assertThat(storage.vectors(VectorNamespace.CHUNKS, 2).embeddings(List.of("n" + found)))
                    .as(seed)
                    .hasSize(1);
            return found;
        }
    }
}
