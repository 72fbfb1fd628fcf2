package lightrag.manager;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import lightrag.api.ConflictException;
import lightrag.api.WorkspaceId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BindingMarkTest {

    @TempDir Path directory;
    private BindingMark mark;

    @BeforeEach
    void create() throws Exception {
        Path stores = Files.createDirectory(directory.resolve("acme"));
        mark =
                new BindingMark(
                        new WorkspaceFolder(
                                new WorkspaceId("acme"), stores, directory.resolve("in")));
    }

    @Test
    void storesOfOneBindingAreNotOpenedByAnother() {
        mark.require("rocksdb");
        mark.write("rocksdb");
        assertThatNoException().isThrownBy(() -> mark.require("rocksdb"));
        assertThatThrownBy(() -> mark.require("h2"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("acme")
                .hasMessageContaining("rocksdb")
                .hasMessageContaining("h2");
    }

    @Test
    void theFirstBindingStays() {
        mark.write("rocksdb");
        mark.write("h2");
        assertThatNoException().isThrownBy(() -> mark.require("rocksdb"));
    }

    @Test
    void aFailedFirstOpeningBindsNothing() {
        mark.require("h2");
        assertThatNoException().isThrownBy(() -> mark.require("rocksdb"));
    }
}
