package lightrag.auth;

import java.util.Optional;
import lightrag.auth.token.TokenBearer;
import lightrag.tenant.Tenant;

/** Stands in while the configuration can't be used: nobody gets in, and callers learn why. */
record RefusingAuthenticator(String reason) implements Authenticator {

    private static final int UNAVAILABLE = 503;

    Decision.Refused refusal() {
        return new Decision.Refused(UNAVAILABLE, reason);
    }

    @Override
    public Decision authenticate(Credentials credentials) {
        return refusal();
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
        return Optional.empty();
    }
}
