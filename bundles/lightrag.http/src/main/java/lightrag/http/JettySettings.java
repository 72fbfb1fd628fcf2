package lightrag.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import lightrag.api.InvalidInputException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the HTTP service where and how to listen; it starts to listen only then. */
@Component(
        service = JettySettings.class,
        immediate = true,
        configurationPid = "lightrag.http",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class JettySettings {
    private static final Logger LOG = LoggerFactory.getLogger(JettySettings.class);
    private static final String PID = "org.apache.felix.http";

    /** Enough for long tokens and questions in a URL. */
    private static final int HEADER_BYTES_MAX = 32 << 10;

    /** Below that a header costs more than compression saves. */
    private static final int GZIP_BYTES_MIN = 1024;

    /** Most answers fit, so that they are sent in one piece with a length. */
    private static final int RESPONSE_BUFFER_BYTES = 32 << 10;

    private final Listening listening;

    /**
     * @throws IOException the settings could not be stored
     */
    @Activate
    public JettySettings(
            @Reference ConfigurationAdmin admin, BundleContext context, HttpConfig config)
            throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("org.apache.felix.http.host", config.host());
        settings.put("org.apache.felix.http.jetty.virtualthreads.enable", true);
        settings.put("org.apache.felix.http.jetty.headerBufferSize", HEADER_BYTES_MAX);
        settings.put("org.apache.felix.http.jetty.responseBufferSize", RESPONSE_BUFFER_BYTES);
        settings.put("org.apache.felix.http.jetty.sendServerHeader", false);
        // only with a factory of our own, ForwardedRequests
        settings.put("org.apache.felix.proxy.load.balancer.connection.enable", true);
        addCompression(settings);
        settings.put("org.apache.felix.http.enable", !config.ssl());
        settings.put("org.apache.felix.https.enable", config.ssl());
        settings.put(
                config.ssl() ? "org.osgi.service.http.port.secure" : "org.osgi.service.http.port",
                config.port());
        if (config.ssl()) {
            addKeys(settings, context, config);
        }
        this.listening = Listening.of(config);
        admin.getConfiguration(PID, "?").updateIfDifferent(FrameworkUtil.asDictionary(settings));
        LOG.info("HTTP{} on {}:{}", config.ssl() ? "S" : "", config.host(), config.port());
    }

    /** What Jetty would have to be stopped for. */
    private record Listening(
            String host, int port, boolean ssl, String certificates, String key, String prefix) {

        static Listening of(HttpConfig config) {
            return new Listening(
                    config.host(),
                    config.port(),
                    config.ssl(),
                    config.ssl_certfile(),
                    config.ssl_keyfile(),
                    config.lightrag_api_prefix());
        }
    }

    /** Where the server listens is not changed under calls: connections would be cut. */
    @Modified
    void modified(HttpConfig changed) {
        if (!Listening.of(changed).equals(listening)) {
            LOG.warn("host, port, TLS files and prefix of lightrag.http change at the next start");
        }
    }

    /** For clients that ask for it; streams stay streams, since each flush goes out at once. */
    private static void addCompression(Map<String, Object> settings) {
        settings.put("org.apache.felix.jetty.gziphandler.enable", true);
        settings.put("org.apache.felix.jetty.gzip.minGzipSize", GZIP_BYTES_MIN);
        settings.put("org.apache.felix.jetty.gzip.syncFlush", true);
        settings.put(
                "org.apache.felix.jetty.gzip.includedMethods",
                new String[] {"GET", "POST", "DELETE"});
        settings.put(
                "org.apache.felix.jetty.gzip.includedMimeTypes",
                new String[] {
                    "application/json",
                    "application/x-ndjson",
                    "application/javascript",
                    "text/javascript",
                    "text/html",
                    "text/css",
                    "text/plain",
                    "image/svg+xml"
                });
    }

    private static void addKeys(
            Map<String, Object> settings, BundleContext context, HttpConfig config)
            throws IOException {
        if (config.ssl_certfile().isBlank() || config.ssl_keyfile().isBlank()) {
            throw new InvalidInputException("ssl", "SSL needs both SSL_CERTFILE and SSL_KEYFILE.");
        }
        Path store = context.getDataFile("tls.p12").toPath();
        String password =
                PemKeyStore.write(
                        Path.of(config.ssl_certfile()), Path.of(config.ssl_keyfile()), store);
        settings.put("org.apache.felix.http2.enable", true);
        settings.put("org.apache.felix.jetty.alpn.protocols", new String[] {"h2", "http/1.1"});
        settings.put("org.apache.felix.jetty.alpn.defaultProtocol", "http/1.1");
        settings.put("org.apache.felix.https.keystore", store.toString());
        settings.put("org.apache.felix.https.keystore.type", "PKCS12");
        settings.put("org.apache.felix.https.keystore.password", password);
        settings.put("org.apache.felix.https.keystore.key.password", password);
    }
}
