package lightrag.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    private static final URI URL = URI.create("http://127.0.0.1:19101");

    @TempDir Path parent;

    private Path own() {
        return parent.resolve(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void announcedServersAreFoundUntilTheirFolderIsRemoved() throws IOException {
        RunFolder folder = RunFolder.create(own());
        assertThat(RunFolder.running(parent)).isEmpty();

        folder.announce(URL);
        assertThat(RunFolder.running(parent))
                .extracting(RunFolder.Server::url)
                .containsExactly(URL);

        folder.remove();
        assertThat(RunFolder.running(parent)).isEmpty();
        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void foldersOfProcessesThatAreGoneAreRemovedByTheNextStart() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path left = parent.resolve(Long.toString(gone.pid()));
        Files.createDirectories(left.resolve("framework/bundle1"));
        new RunFolder(left).announce(URL);
        assertThat(RunFolder.running(parent)).isEmpty();

        RunFolder.create(own());

        assertThat(left).doesNotExist();
        assertThat(own()).isDirectory();
    }

    @Test
    void aProcessThatIsNoServerIsNotTakenForOne() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Path folder = Files.createDirectories(parent.resolve(Long.toString(other.pid())));
            new RunFolder(folder).announce(URL);
            assertThat(RunFolder.running(parent)).isEmpty();
        } finally {
            other.destroy();
        }
    }

    @Test
    void aPortChoosesAmongServers() throws IOException {
        RunFolder folder = RunFolder.create(own());
        folder.announce(URL);
        var servers = RunFolder.running(parent);

        assertThat(ServerChoice.among(servers, 19101)).hasSize(1);
        assertThat(ServerChoice.among(servers, 19102)).isEmpty();
        assertThat(ServerChoice.among(servers, ServerChoice.ANY)).hasSize(1);
    }
}
