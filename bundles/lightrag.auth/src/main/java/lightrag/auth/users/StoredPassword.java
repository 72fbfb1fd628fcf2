package lightrag.auth.users;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A password as it is kept. {@link #matches} takes the same time whatever is wrong. */
public sealed interface StoredPassword
        permits StoredPassword.Plain, StoredPassword.Bcrypt, Argon2id {

    /** The reference's mark of a bcrypt hash. */
    String BCRYPT_MARK = "{bcrypt}";

    /** The text as stored; changes whenever the password is set anew. */
    String stored();

    boolean matches(String candidate);

    /** Whether checking costs so little that guessing must be slowed down by other means. */
    default boolean cheap() {
        return false;
    }

    /**
     * Reads what stands in a users file: {@code {bcrypt}$2b$...}, {@code $2b$...}, {@code
     * $argon2id$...}, or plain text.
     *
     * @throws IllegalArgumentException it looks like a hash but is none that can be checked
     */
    static StoredPassword parse(String text) {
        if (text.startsWith(BCRYPT_MARK)) {
            return Bcrypt.parse(text.substring(BCRYPT_MARK.length()));
        }
        if (text.startsWith("$2")) {
            return Bcrypt.parse(text);
        }
        return text.startsWith("$argon2") ? Argon2id.parse(text) : new Plain(text);
    }

    /**
     * As the reference reads {@code AUTH_ACCOUNTS}: marked bcrypt, otherwise plain text.
     *
     * @throws IllegalArgumentException marked, but not a bcrypt hash
     */
    static StoredPassword parseAccount(String text) {
        return text.startsWith(BCRYPT_MARK) ? parse(text) : new Plain(text);
    }

    /** Compared by digest, so that neither content nor length shows in the time it takes. */
    record Plain(String stored) implements StoredPassword {
        @Override
        public boolean matches(String candidate) {
            return MessageDigest.isEqual(KeyDigest.sha256(stored), KeyDigest.sha256(candidate));
        }

        @Override
        public boolean cheap() {
            return true;
        }

        @Override
        public String toString() {
            return "Plain[hidden]";
        }
    }

    /**
     * A bcrypt hash.
     *
     * @param stored {@code $2a$}, {@code $2b$} or {@code $2y$} with cost, salt and hash
     */
    record Bcrypt(String stored) implements StoredPassword {

        /** The reference hashes with it: about a quarter of a second of one core. */
        public static final int COST = 12;

        /** bcrypt looks at no more of a password. */
        public static final int PASSWORD_BYTES_MAX = 72;

        private static final Pattern FORMAT =
                Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
        private static final int COST_MIN = 4;

        /** Beyond it a single login would occupy a core for a minute. */
        private static final int COST_MAX = 18;

        static Bcrypt parse(String text) {
            Matcher matcher = FORMAT.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "is not a complete bcrypt hash ($2a$, $2b$ or $2y$, 60 characters)");
            }
            int cost = Integer.parseInt(matcher.group(1));
            if (cost < COST_MIN || cost > COST_MAX) {
                throw new IllegalArgumentException(
                        "has bcrypt cost " + cost + "; use " + COST_MIN + " to " + COST_MAX);
            }
            return new Bcrypt(text);
        }

        /**
         * Hashes with a new salt.
         *
         * @throws IllegalArgumentException empty or more than {@value #PASSWORD_BYTES_MAX} bytes
         */
        public static Bcrypt hash(String password) {
            byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == 0 || bytes.length > PASSWORD_BYTES_MAX) {
                throw new IllegalArgumentException(
                        "A password has 1 to " + PASSWORD_BYTES_MAX + " bytes in UTF-8.");
            }
            BCrypt.Hasher hasher =
                    BCrypt.with(
                            BCrypt.Version.VERSION_2B,
                            LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2B));
            return new Bcrypt(new String(hasher.hash(COST, bytes), StandardCharsets.US_ASCII));
        }

        @Override
        public boolean matches(String candidate) {
            return BCrypt.verifyer(
                            BCrypt.Version.VERSION_2B,
                            LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2B))
                    .verify(
                            candidate.getBytes(StandardCharsets.UTF_8),
                            stored.getBytes(StandardCharsets.US_ASCII))
                    .verified;
        }

        @Override
        public String toString() {
            return "Bcrypt[hidden]";
        }
    }
}
