package lightrag.manager.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import lightrag.api.StorageFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BindingsFileTest {

    @TempDir Path folder;

    @Test
    void whatIsWrittenIsRead() {
        Embedding now = new Embedding("a/b: c", 384, Map.of("embedding.binding", "local"));
        Embedding next = new Embedding("n", 256, Map.of("embedding.binding.host", "http://h:1"));
        Bindings bindings =
                new Bindings(
                        new Binding("rocksdb", "", Optional.of(now)),
                        Optional.of(new Binding("rocksdb", "stores-2", Optional.of(next))),
                        Bindings.Phase.COPYING);
        new BindingsFile(folder).write(bindings);
        assertThat(new BindingsFile(folder).read()).hasValue(bindings);
    }

    @Test
    void filesOfEarlierVersionsNameNoModel() throws Exception {
        assertThat(new BindingsFile(folder).read()).isEmpty();
        Files.writeString(folder.resolve("stores.binding"), "h2\n");
        assertThat(new BindingsFile(folder).read())
                .hasValue(Bindings.single(new Binding("h2", "")));
        Files.writeString(folder.resolve("stores.properties"), "inforce.type=rocksdb\n");
        assertThat(new BindingsFile(folder).read())
                .hasValue(Bindings.single(new Binding("rocksdb", "")));
    }

    @Test
    void aDamagedFileIsNotGuessedAt() throws Exception {
        Files.writeString(
                folder.resolve("stores.properties"),
                "inforce.type=rocksdb\ninforce.model=m\ninforce.dimension=many\n");
        assertThatThrownBy(() -> new BindingsFile(folder).read())
                .isInstanceOf(StorageFailureException.class);
    }
}
