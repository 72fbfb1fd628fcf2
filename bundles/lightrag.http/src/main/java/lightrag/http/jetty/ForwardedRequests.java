package lightrag.http.jetty;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lightrag.http.HttpConfig;
import org.apache.felix.http.jetty.LoadBalancerCustomizerFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration.Customizer;
import org.eclipse.jetty.server.Request;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Behind a trusted proxy a request has the address and the scheme that the proxy saw; the login
 * throttle and the access log depend on it. From anybody else the headers mean nothing.
 */
@Component(
        service = LoadBalancerCustomizerFactory.class,
        // the HTTP service brings one of its own that trusts everybody
        property = "service.ranking:Integer=1000",
        configurationPid = "lightrag.http",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ForwardedRequests implements LoadBalancerCustomizerFactory {

    private static final Logger LOG = LoggerFactory.getLogger(ForwardedRequests.class);

    private volatile TrustedProxies trusted;

    private final JettyAccess jetty;

    @Activate
    public ForwardedRequests(@Reference JettyAccess jetty, HttpConfig config) {
        this.jetty = jetty;
        trusted = new TrustedProxies(config.forwarded_allow_ips());
    }

    /** Holds for requests from now on; a list that can't be used leaves the one before. */
    @Modified
    void modified(HttpConfig config) {
        try {
            trusted = new TrustedProxies(config.forwarded_allow_ips());
        } catch (IllegalArgumentException e) {
            LOG.error("The trusted proxies stay as they were: {}", e.getMessage());
        }
    }

    @Override
    public Customizer createCustomizer() {
        return this::customize;
    }

    private Request customize(Request request, HttpFields.Mutable answered) {
        jetty.see(request);
        if (!trusted.trusts(request.getConnectionMetaData().getRemoteSocketAddress())) {
            return request;
        }
        List<String> chain = request.getHeaders().getValuesList("X-Forwarded-For");
        Optional<String> caller = trusted.caller(chain);
        Optional<String> scheme =
                Optional.ofNullable(request.getHeaders().get("X-Forwarded-Proto"))
                        .map(value -> value.strip().toLowerCase(Locale.ROOT))
                        .filter(value -> value.equals("http") || value.equals("https"));
        return caller.isEmpty() && scheme.isEmpty()
                ? request
                : new Forwarded(request, caller, scheme);
    }

    /** The request as it reached the proxy. */
    private static final class Forwarded extends Request.Wrapper {
        private final ConnectionMetaData connection;
        private final HttpURI uri;

        Forwarded(Request request, Optional<String> caller, Optional<String> scheme) {
            super(request);
            uri =
                    scheme.<HttpURI>map(
                                    value ->
                                            HttpURI.build(request.getHttpURI())
                                                    .scheme(value)
                                                    .asImmutable())
                            .orElse(request.getHttpURI());
            boolean secure = scheme.map("https"::equals).orElse(request.isSecure());
            SocketAddress remote =
                    caller.<SocketAddress>map(
                                    address -> InetSocketAddress.createUnresolved(address, 0))
                            .orElse(request.getConnectionMetaData().getRemoteSocketAddress());
            connection =
                    new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                        @Override
                        public SocketAddress getRemoteSocketAddress() {
                            return remote;
                        }

                        @Override
                        public boolean isSecure() {
                            return secure;
                        }
                    };
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }

        @Override
        public boolean isSecure() {
            return connection.isSecure();
        }
    }
}
