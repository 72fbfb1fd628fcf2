package lightrag.http.jetty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lightrag.http.HttpConfig;
import lightrag.http.PemKeyStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the certificate and key files every two seconds and hands changed ones to Jetty. Looking
 * instead of being told also sees files that are replaced by a link, as Kubernetes and certbot do.
 */
@Component(
        service = TlsKeys.class,
        immediate = true,
        configurationPid = "lightrag.http",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class TlsKeys {
    private static final Logger LOG = LoggerFactory.getLogger(TlsKeys.class);
    private static final int PERIOD_SECONDS = 2;

    private final JettyAccess jetty;
    private final Path certificates;
    private final Path key;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("tls-keys").factory());

    /** What was in the files at the last look; read by the watching thread only, once it runs. */
    private byte[] known = {};

    @Activate
    public TlsKeys(@Reference JettyAccess jetty, HttpConfig config) throws IOException {
        this.jetty = jetty;
        this.certificates = Path.of(config.ssl_certfile());
        this.key = Path.of(config.ssl_keyfile());
        if (config.ssl()) {
            known = contents();
            watch.scheduleWithFixedDelay(
                    this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Which files are looked at stays until the next start; what is in them does not. */
    @Modified
    void modified() {}

    private byte[] contents() throws IOException {
        byte[] first = Files.readAllBytes(certificates);
        byte[] second = Files.readAllBytes(key);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private void look() {
        try {
            byte[] found = contents();
            if (!Arrays.equals(found, known)) {
                known = found;
                replace();
            }
        } catch (IOException e) {
            LOG.debug("the TLS files can't be read now; the keys in use stay", e);
        }
    }

    /** Whatever is wrong with new keys must not end the watch. */
    private void replace() {
        try {
            String password = PemKeyStore.newPassword();
            KeyStore store = PemKeyStore.read(certificates, key, password);
            boolean taken =
                    jetty.reloadTls(
                            factory -> {
                                factory.setKeyStore(store);
                                factory.setKeyManagerPassword(password);
                            });
            if (taken) {
                LOG.info("TLS: new connections use the changed certificate and key");
            }
        } catch (Exception e) {
            LOG.error(
                    "TLS: the changed certificate and key can't be used, the old ones stay: {}",
                    e.getMessage());
        }
    }

    @Deactivate
    void deactivate() {
        watch.shutdownNow();
    }
}
