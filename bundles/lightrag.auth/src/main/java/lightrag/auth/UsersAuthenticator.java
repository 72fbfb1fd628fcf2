package lightrag.auth;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import lightrag.auth.token.TokenBearer;
import lightrag.auth.token.TokenKind;
import lightrag.auth.token.TokenService;
import lightrag.auth.token.VerifiedToken;
import lightrag.auth.users.User;
import lightrag.auth.users.UserDirectory;
import lightrag.tenant.Role;
import lightrag.tenant.Tenant;

/**
 * Callers are the users of {@code users.json}, known by key or token. A token counts only as long
 * as its user is there, active, in the same workspace and with the same password.
 */
record UsersAuthenticator(
        UserDirectory users, TokenService tokens, PasswordCheck passwords, Clock clock)
        implements Authenticator {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** Somebody, and the token that shows it. */
    private record Proof(User user, Optional<VerifiedToken> token) {}

    @Override
    public Decision authenticate(Credentials credentials) {
        Instant now = clock.instant();
        Optional<User> byKey = credentials.apiKey().flatMap(key -> users.byKey(key, now));
        Optional<Proof> byBearer = credentials.bearer().flatMap(text -> bearer(text, now));
        if (credentials.apiKey().isPresent() && byKey.isEmpty()) {
            return refused("The API key is not valid.");
        }
        if (credentials.bearer().isPresent() && byBearer.isEmpty()) {
            return refused("The token is not valid. Log in again.");
        }
        Optional<User> byId = credentials.keyId().flatMap(id -> users.byKeyId(id, now));
        if (credentials.keyId().isPresent()) {
            return byId.map(user -> withId(user, byKey.or(() -> byBearer.map(Proof::user))))
                    .orElseGet(() -> refused("The key id in the path is not valid."));
        }
        if (byKey.isPresent() && byBearer.isPresent() && differ(byKey.get(), byBearer.get())) {
            return new Decision.Refused(
                    FORBIDDEN, "The API key and the token are of different users.");
        }
        return byKey.map(user -> new Proof(user, byBearer.flatMap(Proof::token)))
                .or(() -> byBearer)
                .<Decision>map(proof -> new Decision.Granted(proof.user().tenant(), proof.token()))
                .orElseGet(() -> refused("Credentials are missing. Send X-API-Key or log in."));
    }

    /** The id in a path travels through more hands than a key in a header: it may only read. */
    private static Decision withId(User user, Optional<User> shown) {
        if (shown.filter(other -> !other.username().equals(user.username())).isPresent()) {
            return new Decision.Refused(
                    FORBIDDEN,
                    "The key id in the path and the credentials are of different users.");
        }
        return new Decision.Granted(
                new Tenant(user.workspace(), user.username(), Role.READER), Optional.empty());
    }

    private static boolean differ(User byKey, Proof byBearer) {
        return !byKey.username().equals(byBearer.user().username());
    }

    /** A key may stand in place of a token, for clients that know only that header. */
    private Optional<Proof> bearer(String text, Instant now) {
        return users.byKey(text, now)
                .map(user -> new Proof(user, Optional.empty()))
                .or(() -> token(text, now));
    }

    private Optional<Proof> token(String text, Instant now) {
        return tokens.verify(text)
                .filter(token -> token.bearer().kind() == TokenKind.USER)
                .flatMap(
                        token ->
                                users.byName(token.bearer().subject(), now)
                                        .filter(user -> stillTrue(user, token.bearer()))
                                        .map(user -> new Proof(user, Optional.of(token))));
    }

    private boolean stillTrue(User user, TokenBearer bearer) {
        Optional<String> fingerprint =
                user.password().map(password -> tokens.fingerprint(password.stored()));
        return bearer.workspace().equals(Optional.of(user.workspace().value()))
                && fingerprint.isPresent()
                && fingerprint.equals(bearer.credential());
    }

    @Override
    public Optional<Tenant> anonymous() {
        return Optional.empty();
    }

    @Override
    public boolean loginConfigured() {
        return true;
    }

    @Override
    public Optional<TokenBearer> login(String username, String password) {
        Optional<User> user = users.byName(username, clock.instant());
        return passwords
                .verified(user.flatMap(User::password), password)
                .flatMap(
                        stored ->
                                user.map(
                                        known ->
                                                new TokenBearer(
                                                        TokenKind.USER,
                                                        known.username(),
                                                        Optional.of(known.workspace().value()),
                                                        Optional.of(
                                                                tokens.fingerprint(
                                                                        stored.stored())))));
    }

    private static Decision refused(String detail) {
        return new Decision.Refused(UNAUTHORIZED, detail);
    }
}
