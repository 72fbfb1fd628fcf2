package lightrag.api;

/**
 * Anything that can go wrong, by what the caller can do about it. The message is for people and
 * carries no secret. Only the HTTP layer turns these into status codes, by an exhaustive switch.
 */
public abstract sealed class LightRagException extends RuntimeException
        permits InvalidInputException,
                NotFoundException,
                ConflictException,
                TooLargeException,
                OverloadedException,
                UnavailableException,
                DeniedException,
                ModelFailureException,
                StorageFailureException {

    private static final long serialVersionUID = 1L;

    LightRagException(String message) {
        super(message);
    }

    LightRagException(String message, Throwable cause) {
        super(message, cause);
    }
}
