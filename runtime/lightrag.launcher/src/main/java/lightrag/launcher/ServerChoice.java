package lightrag.launcher;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** Which of the running servers a command is about. */
final class ServerChoice {

    /** Any port. */
    static final int ANY = -1;

    private ServerChoice() {}

    static List<RunFolder.Server> among(List<RunFolder.Server> servers, int port) {
        return servers.stream()
                .filter(server -> port == ANY || port == server.url().getPort())
                .toList();
    }

    static String atPort(int port) {
        return port == ANY ? "" : " at port " + port;
    }

    static String list(List<RunFolder.Server> servers) {
        return servers.stream()
                .map(RunFolder.Server::url)
                .map(URI::toString)
                .collect(Collectors.joining(", "));
    }
}
