package lightrag.auth.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes tokens are signed with: configured, or made at the first start and kept. */
public final class TokenSecret {

    /** File in the working directory; no workspace can have a name with a leading dot. */
    public static final String FILE_NAME = ".token_secret";

    private static final Logger LOG = LoggerFactory.getLogger(TokenSecret.class);
    private static final int BYTES = 64;
    private static final int SHORT = 32;

    /** What the reference signs with unless told otherwise: public, so worth nothing. */
    private static final String REFERENCE_DEFAULT = "lightrag-jwt-default-secret-key!";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final byte[] bytes;

    private TokenSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The secret an operator chose.
     *
     * @throws IllegalArgumentException the text is the public default of the reference
     */
    public static TokenSecret configured(String secret) {
        if (secret.equals(REFERENCE_DEFAULT)) {
            throw new IllegalArgumentException(
                    "TOKEN_SECRET is the default published with LightRAG, so anybody could sign"
                            + " tokens. Set another one, or leave it unset to have one made.");
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORT) {
            LOG.warn(
                    "TOKEN_SECRET has {} bytes and can be guessed from a token; use {} or more, or"
                            + " leave it unset to have one made",
                    bytes.length,
                    SHORT);
        }
        return new TokenSecret(bytes);
    }

    /**
     * The secret of this installation, made with mode 0600 when it is not there yet.
     *
     * @throws UncheckedIOException it can be neither read nor made
     * @throws IllegalArgumentException the file is there but holds no secret
     */
    public static TokenSecret kept(Path workingDirectory) {
        Path file = workingDirectory.resolve(FILE_NAME);
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            closeToOthers(file);
            return new TokenSecret(decode(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The token secret " + file + " can't be kept", e);
        }
    }

    private static byte[] decode(Path file) throws IOException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(Files.readString(file).strip());
            if (bytes.length >= SHORT) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("{} is not base64", file, e);
        }
        throw new IllegalArgumentException(
                file
                        + " holds no token secret. Remove it to have a new one made; users then log in"
                        + " again.");
    }

    /** Complete before it gets its name: another process never reads half a secret. */
    private static void make(Path file) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        Path draft = Files.createTempFile(folder, FILE_NAME, ".new", ownerOnly(folder));
        try {
            Files.writeString(
                    draft, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
            publish(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
        LOG.info("Made a token secret: {}", file);
    }

    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("{} was made by another process meanwhile; it counts", file, e);
        } catch (UnsupportedOperationException e) {
            LOG.debug("No hard links here: {}", file, e);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void closeToOthers(Path file) throws IOException {
        if (posix(file) && !Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
            LOG.warn("{} was open to others; its mode is 0600 again", file);
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return posix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
