package lightrag.auth;

import java.time.Clock;
import java.util.Optional;
import lightrag.auth.token.TokenBearer;
import lightrag.auth.token.TokenKind;
import lightrag.auth.token.TokenLife;
import lightrag.auth.token.TokenSecret;
import lightrag.auth.token.TokenService;

/** Tokens made beside the server, as an attacker or another process would. */
final class Tokens {

    private Tokens() {}

    static String guest(String secret) {
        return service(secret).issue(TokenBearer.guest());
    }

    static String user(String secret, String name) {
        return service(secret)
                .issue(new TokenBearer(TokenKind.USER, name, Optional.empty(), Optional.empty()));
    }

    private static TokenService service(String secret) {
        return new TokenService(
                TokenSecret.configured(secret),
                "HS256",
                TokenLife.ofHours(48, 24),
                Clock.systemUTC());
    }
}
