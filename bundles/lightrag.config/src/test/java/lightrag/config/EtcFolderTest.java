package lightrag.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EtcFolderTest {

    private static final Duration PROMISED = Duration.ofSeconds(2);

    @TempDir Path folder;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    private final EtcFolder.Listener listener =
            new EtcFolder.Listener() {
                @Override
                public void present(String pid, EtcFolder.Content content) {
                    told.add(pid + " " + content);
                }

                @Override
                public void gone(String pid) {
                    told.add(pid + " gone");
                }
            };

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String next() throws InterruptedException {
        long start = System.nanoTime();
        String news = told.poll(30, TimeUnit.SECONDS);
        assertThat(news).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(PROMISED.multipliedBy(3));
        return news;
    }

    @Test
    void whatIsThereAtFirstCountsAtOnce() throws IOException {
        write("p.json", "{}");
        write("logback.xml", "<x/>");
        write(".hidden.json", "{}");
        try (EtcFolder _ = new EtcFolder(folder, listener)) {
            assertThat(told).containsExactly("p Text[text={}]");
        }
    }

    @Test
    void newChangedAndDeletedFilesAreToldOnce() throws Exception {
        Path later = folder.resolve("later");
        try (EtcFolder etc = new EtcFolder(later, listener)) {
            etc.watch();
            Files.createDirectory(later);
            write("later/p.json", "1");
            assertThat(next()).isEqualTo("p Text[text=1]");
            write("later/p.json", "2");
            assertThat(next()).isEqualTo("p Text[text=2]");
            Files.write(later.resolve("p.json"), new byte[] {(byte) 0xff});
            assertThat(next()).isEqualTo("p Unreadable[why=is no UTF-8 text]");
            Files.delete(later.resolve("p.json"));
            assertThat(next()).isEqualTo("p gone");
            write("later/q.json", "3");
            assertThat(next()).isEqualTo("q Text[text=3]");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aFolderThatVanishesTakesNothingAway() throws Exception {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        write("mount/p.json", "1");
        try (EtcFolder etc = new EtcFolder(mount, listener)) {
            etc.watch();
            assertThat(next()).isEqualTo("p Text[text=1]");
            Files.move(mount, folder.resolve("away"));
            assertThat(told.poll(2, TimeUnit.SECONDS)).isNull();
            Files.move(folder.resolve("away"), mount);
            write("mount/p.json", "2");
            assertThat(next()).isEqualTo("p Text[text=2]");
        }
    }
}
