package lightrag.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import lightrag.api.ConflictException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderLockTest {

    private static final WorkspaceId A = new WorkspaceId("acme");

    @TempDir Path root;

    @Test
    void aFolderOfAnotherProcessIsRefusedWithItsName() throws Exception {
        try (House house = new House(root)) {
            Files.createDirectories(house.folder(A));
            Process other = holder(house.folder(A).resolve("server.lock"));
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> house.touch(A))
                    .withMessageContaining("process 4711 on host elsewhere")
                    .withMessageContaining("acme");
            assertThat(house.stores.attempts(A)).as("no store is touched").isZero();
            house.touch(new WorkspaceId("bravo"));

            other.destroyForcibly().waitFor();
            house.pass(Duration.ofMinutes(1));
            house.touch(A);
            assertThat(house.folder(A).resolve("server.lock")).hasContent("process 1 on host test");
        }
    }

    @Test
    void aSecondManagerOfTheSameProcessIsRefusedToo() {
        try (House house = new House(root);
                House second = new House(root)) {
            house.touch(A);
            assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> second.touch(A));
        }
    }

    @Test
    void closingGivesTheFolderBack() {
        try (House house = new House(root);
                House second = new House(root)) {
            house.touch(A);
            house.registry.shutdown();
            second.touch(A);
        }
    }

    @Test
    void aFolderThatCantBeMadeIsUnavailable() throws Exception {
        Files.createFile(root.resolve("rag_storage"));
        try (House house = new House(root)) {
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> house.touch(A))
                    .withMessageContaining("permissions");
        }
    }

    private static Process holder(Path file) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LockHolder.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader out = process.inputReader();
        assertThat(out.readLine()).isEqualTo("true");
        return process;
    }
}
