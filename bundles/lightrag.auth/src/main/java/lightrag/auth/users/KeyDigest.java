package lightrag.auth.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What the server keeps of an API key: its SHA-256. Unsalted on purpose, since it is the look-up
 * index; keys made by {@link #newKey} carry 256 random bits, which no table can cover.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record KeyDigest(String hex) {

    /** How a digest is written where a key may stand. */
    public static final String PREFIX = "sha256:";

    /**
     * How the id of a key begins. It goes into paths, where a workspace's name may stand as well;
     * no workspace of a users file begins so.
     */
    public static final String ID_MARK = "lri_";

    /** As many random bits as can't be guessed, in characters that a path takes unescaped. */
    private static final Pattern ID = Pattern.compile("lri_[A-Za-z0-9_-]{22,60}");

    private static final int ID_BYTES = 24;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final int KEY_BYTES = 32;

    /**
     * Refuses anything but a digest.
     *
     * @throws IllegalArgumentException not 64 hexadecimal digits in lower case
     */
    public KeyDigest {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("a digest is 64 hexadecimal digits");
        }
    }

    public static KeyDigest of(String key) {
        return new KeyDigest(HexFormat.of().formatHex(sha256(key)));
    }

    /** A fresh key for a client: {@code lrk_} and 43 characters that need no escaping anywhere. */
    public static String newKey(SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return "lrk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A fresh id of a key: {@code lri_} and 32 characters. */
    public static String newId(SecureRandom random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return ID_MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether a text can be the id of a key. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Equality that takes the same time wherever the two differ. */
    public boolean sameAs(KeyDigest other) {
        return MessageDigest.isEqual(
                hex.getBytes(StandardCharsets.US_ASCII),
                other.hex.getBytes(StandardCharsets.US_ASCII));
    }

    /** As it is written into a users file. */
    public String written() {
        return PREFIX + hex;
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
