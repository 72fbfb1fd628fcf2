package lightrag.rest.validation;

/** A well-formed value breaks a {@link Rule}. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    /**
     * Says why.
     *
     * @param reason a sentence for the client, starting in lower case or with a name
     */
    public Refusal(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
