package lightrag.auth;

import java.util.Optional;
import lightrag.api.WorkspaceId;
import lightrag.auth.token.TokenBearer;
import lightrag.auth.token.TokenKind;
import lightrag.auth.token.TokenService;
import lightrag.auth.token.VerifiedToken;
import lightrag.auth.users.KeyDigest;
import lightrag.tenant.Role;
import lightrag.tenant.Tenant;

/**
 * The reference's rules for a server with one workspace: open, one key, accounts, or both. Each
 * branch is a row of the contract's table (2.3).
 */
final class AccountAuthenticator implements Authenticator {

    /** The web page looks for these two texts to ask for a key. */
    static final String WRONG_KEY = "Invalid API Key";

    static final String KEY_MISSING = "API Key required";

    private static final String BAD_TOKEN = "The token is not valid.";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Accounts accounts;
    private final Optional<KeyDigest> apiKey;
    private final WorkspaceId workspace;
    private final TokenService tokens;
    private final PasswordCheck passwords;

    AccountAuthenticator(AuthSettings settings, TokenService tokens, PasswordCheck passwords) {
        this.accounts = settings.accounts();
        this.apiKey = settings.apiKey().map(KeyDigest::of);
        this.workspace = settings.workspace();
        this.tokens = tokens;
        this.passwords = passwords;
    }

    @Override
    public Decision authenticate(Credentials credentials) {
        if (credentials.bearer().isEmpty()) {
            return withoutToken(credentials, Optional.empty());
        }
        Optional<VerifiedToken> token = tokens.verify(credentials.bearer().get());
        return token.isEmpty() ? refused(BAD_TOKEN) : withToken(credentials, token.get());
    }

    private Decision withToken(Credentials credentials, VerifiedToken token) {
        boolean guest = token.bearer().kind() == TokenKind.GUEST;
        if (accounts.isEmpty() && guest) {
            // next to a key a guest token proves nothing: anybody is handed one
            return withoutToken(credentials, Optional.of(token));
        }
        if (!accounts.isEmpty() && !guest && stillTrue(token.bearer())) {
            return granted(token.bearer().subject(), Optional.of(token));
        }
        return refused("The token is not for this server's accounts. Log in again.");
    }

    private Decision withoutToken(Credentials credentials, Optional<VerifiedToken> guest) {
        if (accounts.isEmpty() && apiKey.isEmpty()) {
            return granted(guest.isPresent() ? TokenBearer.GUEST_NAME : "anonymous", guest);
        }
        boolean keyFits =
                credentials
                        .apiKey()
                        .map(KeyDigest::of)
                        .filter(shown -> apiKey.filter(shown::sameAs).isPresent())
                        .isPresent();
        if (keyFits) {
            return granted("api-key", guest);
        }
        if (!accounts.isEmpty()) {
            return refused("Credentials are missing or wrong. Log in.");
        }
        return new Decision.Refused(
                FORBIDDEN, credentials.apiKey().isPresent() ? WRONG_KEY : KEY_MISSING);
    }

    /** The account must still be there with the password of then. */
    private boolean stillTrue(TokenBearer bearer) {
        return accounts.password(bearer.subject())
                .filter(
                        password ->
                                bearer.credential()
                                        .map(tokens.fingerprint(password.stored())::equals)
                                        .orElse(true))
                .isPresent();
    }

    @Override
    public Optional<Tenant> anonymous() {
        return Optional.of(new Tenant(workspace, "anonymous", Role.USER));
    }

    @Override
    public boolean loginConfigured() {
        return !accounts.isEmpty();
    }

    @Override
    public Optional<TokenBearer> login(String username, String password) {
        if (accounts.isEmpty()) {
            return Optional.of(TokenBearer.guest());
        }
        return passwords
                .verified(accounts.password(username), password)
                .map(
                        stored ->
                                new TokenBearer(
                                        TokenKind.USER,
                                        username,
                                        Optional.of(workspace.value()),
                                        Optional.of(tokens.fingerprint(stored.stored()))));
    }

    private Decision granted(String user, Optional<VerifiedToken> token) {
        return new Decision.Granted(new Tenant(workspace, user, Role.USER), token);
    }

    private static Decision refused(String detail) {
        return new Decision.Refused(UNAUTHORIZED, detail);
    }
}
