package lightrag.auth.token;

import java.time.Instant;

/** A token whose signature and life time were found good. */
public record VerifiedToken(TokenBearer bearer, Instant expiresAt) {}
