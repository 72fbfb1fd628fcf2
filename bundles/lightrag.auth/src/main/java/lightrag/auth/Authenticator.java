package lightrag.auth;

import java.util.Optional;
import lightrag.auth.token.TokenBearer;
import lightrag.tenant.Tenant;

/** One way to know callers. Thread-safe; asked anew with each request. */
sealed interface Authenticator
        permits AccountAuthenticator, UsersAuthenticator, RefusingAuthenticator {

    Decision authenticate(Credentials credentials);

    /**
     * For whom an unknown caller of a whitelisted path acts.
     *
     * @return empty: for nobody, no workspace is reached
     */
    Optional<Tenant> anonymous();

    /** Whether people log in by name and password. */
    boolean loginConfigured();

    /** The bearer of a token after a login; empty for wrong name or password. */
    Optional<TokenBearer> login(String username, String password);
}
