package lightrag.auth.token;

import java.util.Optional;

/**
 * Whom a token is about.
 *
 * @param subject user name, 1 to 256 characters
 * @param workspace the user's when the token was made; another one now makes the token void
 * @param credential fingerprint of the password the user logged in with; another one now makes the
 *     token void
 */
public record TokenBearer(
        TokenKind kind, String subject, Optional<String> workspace, Optional<String> credential) {

    public static final String GUEST_NAME = "guest";

    public static TokenBearer guest() {
        return new TokenBearer(TokenKind.GUEST, GUEST_NAME, Optional.empty(), Optional.empty());
    }
}
