package lightrag.auth.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import lightrag.auth.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersFileWatchTest {

    /** What the house promises for a change to be seen. */
    private static final Duration PROMISED = Duration.ofSeconds(2);

    @TempDir Path folder;
    private Path file;

    /** Each test starts its own. */
    @SuppressWarnings("NullAway.Init")
    private UsersFileWatch watch;

    @BeforeEach
    void prepare() {
        file = folder.resolve("users.json");
    }

    @AfterEach
    void end() {
        watch.close();
    }

    @Test
    void seesAFileWrittenInPlace() throws IOException {
        write(file, "alice");
        start();
        assertThat(knows("alice")).isTrue();
        write(file, "bob");
        Await.until(PROMISED, () -> knows("bob") && !knows("alice"));
    }

    @Test
    void seesAChangeThatKeepsSizeAndModificationTime() throws IOException {
        write(file, "alice");
        FileTime time = Files.getLastModifiedTime(file);
        start();
        write(file, "clare");
        Files.setLastModifiedTime(file, time);
        Await.until(PROMISED, () -> knows("clare") && !knows("alice"));
    }

    @Test
    void seesAFileReplacedByRename() throws IOException {
        write(file, "alice");
        start();
        Path next = folder.resolve("users.json.tmp");
        write(next, "bob");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Await.until(PROMISED, () -> knows("bob") && !knows("alice"));
    }

    /**
     * A mounted secret: users.json -> ..data/users.json, ..data -> ..<time>, exchanged by rename.
     */
    @Test
    void seesAnExchangedKubernetesSecret() throws IOException {
        version("..one", "alice");
        Path data = folder.resolve("..data");
        Files.createSymbolicLink(data, Path.of("..one"));
        Files.createSymbolicLink(file, Path.of("..data", "users.json"));
        start();
        assertThat(knows("alice")).isTrue();
        version("..two", "bob");
        Path draft = folder.resolve("..data_tmp");
        Files.createSymbolicLink(draft, Path.of("..two"));
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        Await.until(PROMISED, () -> knows("bob") && !knows("alice"));
    }

    @Test
    void keepsTheLastGoodVersion() throws IOException {
        write(file, "alice");
        start();
        Files.writeString(file, "{\"users\": [{");
        Await.stays(PROMISED, () -> knows("alice"));
        Files.delete(file);
        Await.stays(PROMISED, () -> knows("alice"));
        write(file, "bob");
        Await.until(PROMISED, () -> knows("bob") && !knows("alice"));
    }

    @Test
    void aFirstVersionThatIsBrokenIsNotTakenForNone() throws IOException {
        start();
        assertThat(watch.state()).isInstanceOf(UsersFileWatch.Absent.class);
        Files.writeString(file, "{}");
        Await.until(PROMISED, () -> watch.state() instanceof UsersFileWatch.Unusable);
        write(file, "alice");
        Await.until(PROMISED, () -> knows("alice"));
    }

    private void start() {
        watch = UsersFileWatch.start(file, Clock.systemUTC());
    }

    private boolean knows(String username) {
        return watch.state() instanceof UsersFileWatch.InForce(UserDirectory users)
                && users.byName(username, Instant.now()).isPresent();
    }

    private void version(String name, String username) throws IOException {
        write(Files.createDirectory(folder.resolve(name)).resolve("users.json"), username);
    }

    private static void write(Path file, String username) throws IOException {
        Files.writeString(
                file,
                "{\"users\":[{\"username\":\"%s\",\"workspace\":\"w\",\"api_key\":\"key-of-%s-0123456789\"}]}"
                        .formatted(username, username));
    }
}
