package lightrag.auth.token;

import java.util.Locale;

/** The claim {@code role}. */
public enum TokenKind {
    /** Somebody who has logged in. */
    USER("enabled"),
    /** What the web page needs where nobody logs in; never a credential next to configured ones. */
    GUEST("disabled");

    private final String authMode;

    TokenKind(String authMode) {
        this.authMode = authMode;
    }

    /** The claim {@code metadata.auth_mode}. */
    public String authMode() {
        return authMode;
    }

    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }
}
