package lightrag.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import lightrag.api.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource(
            value = {"site01,/site01", "/site01/,/site01", " //a/b/ ,/a/b", "/,''", "'',''"},
            ignoreLeadingAndTrailingWhitespace = false)
    void prefixesAreTakenAsPeopleWriteThem(String written, String value) {
        assertThat(PathPrefix.of(written).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "/site01/health,/health",
        "/site01,''",
        "/site012/health,/site012/health",
        "/health,/health"
    })
    void prefixesAreStrippedOnSegments(String path, String expected) {
        assertThat(PathPrefix.of("site01").strip(path)).isEqualTo(expected);
    }

    @Test
    void patternsAreDoubledByAPrefix() {
        assertThat(PathPrefix.of("").patterns("/*")).containsExactly("/*");
        assertThat(PathPrefix.of("a").patterns("/docs", "/docs/*"))
                .containsExactly("/docs", "/docs/*", "/a/docs", "/a/docs/*");
    }

    /**
     * The key store is made by the JDK's own tool, taken apart into PEM, and put together again.
     */
    @Test
    void pemFilesBecomeAKeyStore(@TempDir Path folder) throws Exception {
        Path made = folder.resolve("made.p12");
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
                                "CN=localhost",
                                "-keystore",
                                made.toString(),
                                "-storepass",
                                "secret1")
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance(made.toFile(), "secret1".toCharArray());
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate("a").getEncoded()));
        Files.writeString(
                key, pem("PRIVATE KEY", store.getKey("a", "secret1".toCharArray()).getEncoded()));

        Path target = folder.resolve("tls.p12");
        String password = PemKeyStore.write(certificate, key, target);

        KeyStore read = KeyStore.getInstance(target.toFile(), password.toCharArray());
        assertThat(read.getKey("server", password.toCharArray()))
                .isEqualTo(store.getKey("a", "secret1".toCharArray()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
    }

    @Test
    void otherPemFilesAreRefusedWithAWayOut(@TempDir Path folder) throws Exception {
        Path key = folder.resolve("key.pem");
        Files.writeString(
                key, "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertThatThrownBy(() -> PemKeyStore.write(key, key, folder.resolve("t")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("openssl pkcs8");
    }

    private static String pem(String type, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}
