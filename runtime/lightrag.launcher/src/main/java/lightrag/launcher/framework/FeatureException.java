package lightrag.launcher.framework;

/** A feature file or the bundles it names are not usable; the message says which and why. */
public final class FeatureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FeatureException(String message) {
        super(message);
    }

    FeatureException(String message, Throwable cause) {
        super(message, cause);
    }
}
