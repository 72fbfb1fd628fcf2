package lightrag.api;

/** The request can't be done as it stands: change it. Nothing was changed. */
public final class InvalidInputException extends LightRagException {
    private static final long serialVersionUID = 1L;
    private final String field;

    /**
     * @param field name of the offending field, or empty text
     */
    public InvalidInputException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
