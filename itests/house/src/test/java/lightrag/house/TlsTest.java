package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** HTTPS with PEM files, HTTP/2 over it, and new certificates while the server runs. */
class TlsTest {

    private static final char[] PASSWORD = "secret1".toCharArray();

    @Test
    void servesHttp2AndTakesNewCertificatesOver() throws Exception {
        Path folder = HouseServer.folder();
        X509Certificate first = certificate(folder, "first");
        X509Certificate second = certificate(folder, "second");
        Path cert = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        install(folder, "first", cert, key);
        try (HouseServer server =
                HouseServer.start(
                        HouseServer.settings(folder)
                                .with("SSL", "true")
                                .with("SSL_CERTFILE", cert.toString())
                                .with("SSL_KEYFILE", key.toString()))) {
            int port = server.framework().url().getPort();
            assertThat(server.framework().url().getScheme()).isEqualTo("https");
            HttpResponse<String> answer = health(port, first);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);

            Files.writeString(cert, "no certificate");
            assertThat(health(port, first).statusCode())
                    .as("a broken file changes nothing")
                    .isEqualTo(200);

            install(folder, "second", cert, key);
            HouseServer.await(() -> served(port).equals(second));
            assertThat(health(port, second).statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> health(int port, X509Certificate trusted) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(trusted)).build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/health"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The certificate that a new connection is shown. */
    private static X509Certificate served(int port) throws Exception {
        SSLContext any = SSLContext.getInstance("TLS");
        any.init(null, new javax.net.ssl.TrustManager[] {new Anybody()}, null);
        try (var socket =
                (javax.net.ssl.SSLSocket) any.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static final class Anybody extends javax.net.ssl.X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket s) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket s) {}

        @Override
        public void checkClientTrusted(
                X509Certificate[] chain, String type, javax.net.ssl.SSLEngine e) {}

        @Override
        public void checkServerTrusted(
                X509Certificate[] chain, String type, javax.net.ssl.SSLEngine e) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static SSLContext trusting(X509Certificate certificate)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", certificate);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Made by the JDK's own tool. */
    private static X509Certificate certificate(Path folder, String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "SAN=DNS:localhost",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(keytool.waitFor()).isZero();
        return (X509Certificate) open(folder, name).getCertificate("a");
    }

    private static KeyStore open(Path folder, String name)
            throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD);
    }

    /** Each file whole at once, but one after the other, as certbot does. */
    private static void install(Path folder, String name, Path cert, Path key) throws Exception {
        KeyStore store = open(folder, name);
        put(folder, cert, pem("CERTIFICATE", store.getCertificate("a").getEncoded()));
        put(folder, key, pem("PRIVATE KEY", store.getKey("a", PASSWORD).getEncoded()));
    }

    private static void put(Path folder, Path file, String content) throws IOException {
        Path draft = Files.writeString(folder.resolve("draft"), content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(String type, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}
