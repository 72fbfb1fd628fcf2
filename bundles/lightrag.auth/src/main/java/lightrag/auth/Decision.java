package lightrag.auth;

import java.util.Optional;
import lightrag.auth.token.VerifiedToken;
import lightrag.tenant.Tenant;

/** The answer to "who is this?". */
sealed interface Decision {

    /**
     * Known.
     *
     * @param caller with the workspace that is the caller's own
     * @param token a valid token that came along and may be renewed once the request is permitted
     */
    record Granted(Tenant caller, Optional<VerifiedToken> token) implements Decision {}

    /**
     * Not known, or not enough.
     *
     * @param status 401, 403 or 503
     */
    record Refused(int status, String detail) implements Decision {}
}
