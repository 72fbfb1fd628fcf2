package lightrag.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import lightrag.api.InvalidInputException;

/** Turns PEM files into the key store that Jetty reads. */
public final class PemKeyStore {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final int PASSWORD_BYTES = 24;

    private PemKeyStore() {}

    /**
     * Writes a PKCS#12 file that only its owner may read.
     *
     * @return its password, new each time
     * @throws InvalidInputException a file holds no usable certificate or key
     */
    static String write(Path certificates, Path key, Path target) throws IOException {
        String password = newPassword();
        KeyStore store = read(certificates, key, password);
        createPrivate(target);
        try (OutputStream out = Files.newOutputStream(target)) {
            store.store(out, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
        return password;
    }

    /** A password for a key store that nobody types. */
    public static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /**
     * A key store in memory.
     *
     * @param password of its one key
     * @throws InvalidInputException a file holds no usable certificate or key, or they are no pair
     */
    public static KeyStore read(Path certificates, Path key, String password) throws IOException {
        try {
            PrivateKey secret = readKey(key);
            Certificate[] chain = readChain(certificates);
            requirePair(secret, chain[0].getPublicKey());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", secret, password.toCharArray(), chain);
            return store;
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /** One file may be new and the other still old. */
    private static void requirePair(PrivateKey secret, PublicKey known)
            throws GeneralSecurityException {
        String algorithm =
                switch (secret.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                };
        byte[] text = newPassword().getBytes(StandardCharsets.US_ASCII);
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(secret);
        signing.update(text);
        byte[] signature = signing.sign();
        Signature checking = Signature.getInstance(algorithm);
        checking.initVerify(known);
        checking.update(text);
        if (!checking.verify(signature)) {
            throw new InvalidKeyException("the key is not the certificate's");
        }
    }

    private static InvalidInputException unusable(GeneralSecurityException cause) {
        return new InvalidInputException(
                "ssl",
                "SSL_CERTFILE and SSL_KEYFILE can't be used together: " + cause.getMessage());
    }

    private static void createPrivate(Path target) throws IOException {
        Files.deleteIfExists(target);
        boolean posix =
                Files.getFileStore(target.toAbsolutePath().getParent())
                        .supportsFileAttributeView("posix");
        if (posix) {
            Files.createFile(
                    target,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(target);
        }
    }

    private static Certificate[] readChain(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate[] chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(in)
                            .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw new InvalidInputException(
                        "ssl.certfile", "SSL_CERTFILE holds no certificate.");
            }
            return chain;
        }
    }

    private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file);
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new InvalidInputException(
                    "ssl.keyfile",
                    "SSL_KEYFILE holds no unencrypted PKCS#8 key; convert it with `openssl pkcs8 -topk8 -nocrypt`.");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = decode(algorithm, encoded);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new InvalidInputException(
                "ssl.keyfile", "SSL_KEYFILE holds a key of an unknown algorithm.");
    }

    /** Empty for another algorithm's key: the encoding does not tell before it is read. */
    private static Optional<PrivateKey> decode(String algorithm, byte[] encoded)
            throws GeneralSecurityException {
        try {
            return Optional.of(
                    KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        }
    }
}
