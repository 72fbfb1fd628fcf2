package lightrag.http.jetty;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.osgi.service.component.annotations.Component;

/**
 * The way to the Jetty that the HTTP service runs and gives nobody. Each request shows it, the
 * first being the launcher's when it looks whether the server serves.
 */
@Component(service = JettyAccess.class)
public final class JettyAccess {

    private final AtomicReference<Optional<Server>> current =
            new AtomicReference<>(Optional.empty());

    /** Takes note of the server that a request has come to. */
    void see(Request request) {
        Server server = request.getConnectionMetaData().getConnector().getServer();
        if (current.get().filter(known -> known == server).isEmpty()) {
            current.set(Optional.of(server));
            server.setErrorHandler(new JsonErrorHandler());
        }
    }

    /**
     * Changes the keys that new TLS connections are made with; those that are there keep theirs.
     *
     * @return whether there was a listener with TLS to change
     * @throws Exception the new keys can't be used; the old ones stay
     */
    boolean reloadTls(Consumer<SslContextFactory> change) throws Exception {
        var factories =
                current.get().stream()
                        .flatMap(server -> Stream.of(server.getConnectors()))
                        .flatMap(connector -> connector.getConnectionFactories().stream())
                        .filter(SslConnectionFactory.class::isInstance)
                        .map(factory -> ((SslConnectionFactory) factory).getSslContextFactory())
                        .toList();
        for (SslContextFactory.Server factory : factories) {
            factory.reload(change);
        }
        return !factories.isEmpty();
    }
}
