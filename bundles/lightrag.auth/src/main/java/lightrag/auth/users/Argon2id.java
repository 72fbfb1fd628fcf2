package lightrag.auth.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A password in the PHC text form {@code $argon2id$v=19$m=<KiB>,t=<passes>,p=<lanes>$<salt>$<hash>}
 * (base64 without padding). Limits keep one login from taking the server's memory.
 */
record Argon2id(String stored, int kibibytes, int passes, int lanes, String salt, String hash)
        implements StoredPassword {

    private static final Pattern FORMAT =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
                            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,172})");
    private static final int KIBIBYTES_MAX = 262_144;
    private static final int PASSES_MAX = 20;
    private static final int LANES_MAX = 16;

    static Argon2id parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "is not an argon2id hash of version 19 ($argon2id$v=19$m=..,t=..,p=..$salt$hash)");
        }
        int kibibytes = Integer.parseInt(matcher.group(1));
        int passes = Integer.parseInt(matcher.group(2));
        int lanes = Integer.parseInt(matcher.group(3));
        if (kibibytes > KIBIBYTES_MAX || passes > PASSES_MAX || lanes > LANES_MAX) {
            throw new IllegalArgumentException(
                    "asks for too much: at most m=%d, t=%d, p=%d"
                            .formatted(KIBIBYTES_MAX, PASSES_MAX, LANES_MAX));
        }
        if (lanes < 1 || passes < 1 || kibibytes < 8 * lanes) {
            throw new IllegalArgumentException(
                    "asks for too little: at least t=1, p=1 and m=8 per lane");
        }
        decodable(matcher.group(4));
        decodable(matcher.group(5));
        return new Argon2id(text, kibibytes, passes, lanes, matcher.group(4), matcher.group(5));
    }

    @Override
    public boolean matches(String candidate) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(kibibytes)
                        .withIterations(passes)
                        .withParallelism(lanes)
                        .withSalt(Base64.getDecoder().decode(salt))
                        .build());
        byte[] expected = Base64.getDecoder().decode(hash);
        byte[] computed = new byte[expected.length];
        generator.generateBytes(candidate.getBytes(StandardCharsets.UTF_8), computed);
        return MessageDigest.isEqual(expected, computed);
    }

    @Override
    public String toString() {
        return "Argon2id[hidden]";
    }

    private static void decodable(String base64) {
        try {
            Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a salt or hash that is not base64", e);
        }
    }
}
