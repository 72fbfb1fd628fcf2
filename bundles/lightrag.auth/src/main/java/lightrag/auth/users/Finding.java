package lightrag.auth.users;

/**
 * Something to tell the author of a users file. Never carries a password or a key.
 *
 * @param entry which user, as {@code users[2] (alice)}; {@code file} when it is about the whole
 * @param field the JSON field, or {@code -}
 */
public record Finding(Severity severity, String entry, String field, String message) {

    public enum Severity {
        /** The file can't be used. */
        ERROR,
        /** Usable, but the author should know. */
        WARNING
    }

    public static Finding error(String entry, String field, String message) {
        return new Finding(Severity.ERROR, entry, field, message);
    }

    public static Finding warning(String entry, String field, String message) {
        return new Finding(Severity.WARNING, entry, field, message);
    }

    @Override
    public String toString() {
        return severity + " " + entry + " " + field + ": " + message;
    }
}
