package lightrag.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import lightrag.config.ConfigurationCheck;

/**
 * Where the server is going to listen.
 *
 * @param host name or address
 * @param port 0 picks a free one
 */
record ListenAddress(String host, int port) {

    static ListenAddress of(Map<String, String> options) {
        return new ListenAddress(
                ConfigurationCheck.value("HOST", options),
                Integer.parseInt(ConfigurationCheck.value("PORT", options)));
    }

    /**
     * Fails early when somebody else listens there: Jetty would only log it.
     *
     * @param runFolders to find out who
     * @throws IOException in words for the one who starts the server
     */
    void requireFree(Path runFolders) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("No such address to listen on: " + host);
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
        } catch (IOException e) {
            throw new IOException(
                    "Cannot listen on "
                            + host
                            + ":"
                            + port
                            + " ("
                            + e.getMessage()
                            + ")"
                            + owner(runFolders)
                            + ". Choose another one with --port.",
                    e);
        }
    }

    private String owner(Path runFolders) {
        return ServerChoice.among(RunFolder.running(runFolders), port).stream()
                .findFirst()
                .map(server -> ": the server with process id " + server.process().pid() + " does")
                .orElse("");
    }
}
