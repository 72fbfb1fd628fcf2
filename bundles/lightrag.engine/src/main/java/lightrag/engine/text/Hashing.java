package lightrag.engine.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import lightrag.api.CodePoints;

/** Hashes that name stored things (rules DM-20 and DM-21). MD5 names, it does not protect. */
public final class Hashing {

    private Hashing() {}

    /**
     * Lower-case hex MD5 of the UTF-8 text; text that can't be encoded has {@code ?} in its place.
     */
    public static String md5(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /** Rule DM-20: a prefix and the hash of a text. */
    public static String id(String prefix, String text) {
        return prefix + md5(text);
    }

    /**
     * Rule DM-21: the hash of several values; each is written as Python's {@code str} has it and
     * preceded by its length in code points. A single value is hashed as it is.
     */
    public static String arguments(Object... values) {
        if (values.length == 1) {
            return md5(text(values[0]));
        }
        StringBuilder all = new StringBuilder();
        for (Object value : values) {
            String text = text(value);
            all.append(CodePoints.length(text)).append(':').append(text);
        }
        return md5(all.toString());
    }

    /**
     * {@code True}, {@code False}, {@code None} for an empty optional, and everything else as it
     * writes itself.
     */
    private static String text(Object value) {
        return switch (value) {
            case Boolean bool -> bool ? "True" : "False";
            case Optional<?> optional -> optional.isPresent() ? text(optional.get()) : "None";
            case List<?> list -> PythonText.of(list);
            default -> value.toString();
        };
    }
}
