package lightrag.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenAddressTest {

    private static final String HOST = "127.0.0.1";

    @TempDir Path runFolders;

    @Test
    void aFreePortIsFine() {
        assertThatCode(() -> new ListenAddress(HOST, 0).requireFree(runFolders))
                .doesNotThrowAnyException();
    }

    @Test
    void aPortInUseIsRefusedWithTheNameOfOurServerThatHasIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            int port = taken.getLocalPort();
            String pid = Long.toString(ProcessHandle.current().pid());
            ListenAddress address = new ListenAddress(HOST, port);

            assertThatThrownBy(() -> address.requireFree(runFolders))
                    .hasMessageContaining(HOST + ":" + port)
                    .hasMessageContaining("--port");

            RunFolder.create(runFolders.resolve(pid)).announce(URI.create("http://h:" + port));
            assertThatThrownBy(() -> address.requireFree(runFolders)).hasMessageContaining(pid);
        }
    }

    @Test
    void anUnknownHostIsRefused() {
        assertThatThrownBy(
                        () -> new ListenAddress("no.such.host.invalid", 0).requireFree(runFolders))
                .hasMessageContaining("no.such.host.invalid");
    }
}
