package lightrag.config;

/**
 * Something to tell the operator about the configuration.
 *
 * @param name the configuration name it is about
 * @param message what is wrong and what is done about it; carries no value of a secret
 */
public record Finding(Severity severity, String name, String message) {

    public enum Severity {
        /** The server starts, with what the message says. */
        WARNING,
        /** The server must not start like this. */
        ERROR
    }

    static Finding warning(String name, String message) {
        return new Finding(Severity.WARNING, name, message);
    }

    static Finding error(String name, String message) {
        return new Finding(Severity.ERROR, name, message);
    }

    @Override
    public String toString() {
        return severity.name().toLowerCase(java.util.Locale.ROOT) + ": " + name + ": " + message;
    }
}
