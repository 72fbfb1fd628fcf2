package lightrag.api;

import java.util.Locale;

/** Where a document is in its life. */
public enum DocStatus {
    PENDING,
    PARSING,
    ANALYZING,
    PROCESSING,
    PREPROCESSED,
    PROCESSED,
    FAILED;

    /** The name on the wire: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws InvalidInputException when there is no such status
     */
    public static DocStatus fromWire(String name) {
        for (DocStatus status : values()) {
            if (status.wire().equals(name)) {
                return status;
            }
        }
        throw new InvalidInputException("status", "Unknown document status: " + name);
    }
}
