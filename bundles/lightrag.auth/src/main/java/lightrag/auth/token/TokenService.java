package lightrag.auth.token;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.MacAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and verifies tokens: {@code {sub, exp, role, metadata: {auth_mode}, workspace?, cred?}}.
 * Thread-safe.
 */
public final class TokenService {

    /** A token of ours has a few hundred characters; nothing longer is even decoded. */
    private static final int TOKEN_MAX = 8192;

    private static final int SUBJECT_MAX = 256;
    private static final int FINGERPRINT_BYTES = 12;
    private static final String ROLE = "role";
    private static final String METADATA = "metadata";
    private static final String AUTH_MODE = "auth_mode";
    private static final String WORKSPACE = "workspace";
    private static final String CREDENTIAL = "cred";

    private final MacAlgorithm algorithm;
    private final SecretKey key;
    private final TokenLife life;
    private final Clock clock;
    private final JwtParser parser;
    private final ClaimsJson.Writer writer = new ClaimsJson.Writer();

    /**
     * A service that signs with one secret and one algorithm.
     *
     * @param algorithm {@code HS256}, {@code HS384} or {@code HS512}
     * @throws IllegalArgumentException any other algorithm
     */
    public TokenService(TokenSecret secret, String algorithm, TokenLife life, Clock clock) {
        this.algorithm = algorithm(algorithm);
        this.key = key(secret.bytes(), this.algorithm);
        this.life = life;
        this.clock = clock;
        this.parser =
                Jwts.parser()
                        .verifyWith(key)
                        .clock(() -> Date.from(clock.instant()))
                        .json(new ClaimsJson.Parser())
                        .sig()
                        .clear()
                        .add(this.algorithm)
                        .and()
                        .build();
    }

    /** A token for that bearer with the full life of its kind. */
    public String issue(TokenBearer bearer) {
        var claims =
                Jwts.builder()
                        .json(writer)
                        .header()
                        .type("JWT")
                        .and()
                        .subject(bearer.subject())
                        .expiration(Date.from(clock.instant().plus(life.of(bearer.kind()))))
                        .claim(ROLE, bearer.kind().claim())
                        .claim(METADATA, Map.of(AUTH_MODE, bearer.kind().authMode()));
        bearer.workspace().ifPresent(name -> claims.claim(WORKSPACE, name));
        bearer.credential().ifPresent(print -> claims.claim(CREDENTIAL, print));
        return claims.signWith(key, algorithm).compact();
    }

    /** Empty for anything but an unexpired token that this server signed. */
    public Optional<VerifiedToken> verify(String token) {
        if (token.length() > TOKEN_MAX) {
            return Optional.empty();
        }
        try {
            return read(parser.parseSignedClaims(token).getPayload());
        } catch (JwtException | IllegalArgumentException | ClassCastException e) {
            // whatever is wrong, the caller learns only that the token is not valid
            return Optional.empty();
        }
    }

    /** What remains of a token's full life, 0 to 1. */
    public double remainingShare(VerifiedToken token) {
        Duration left = Duration.between(clock.instant(), token.expiresAt());
        return (double) left.toMillis() / life.of(token.bearer().kind()).toMillis();
    }

    /**
     * A short text that changes with a stored password and says nothing about it without the
     * secret.
     */
    public String fingerprint(String storedPassword) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            byte[] digest =
                    mac.doFinal(("password\0" + storedPassword).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(digest, FINGERPRINT_BYTES));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static Optional<VerifiedToken> read(Claims claims) {
        String subject = claims.getSubject();
        Date expiration = claims.getExpiration();
        if (subject == null || subject.isEmpty() || subject.length() > SUBJECT_MAX) {
            return Optional.empty();
        }
        if (expiration == null) {
            return Optional.empty();
        }
        Optional<TokenKind> kind = kind(claims.get(ROLE));
        Instant expiresAt = expiration.toInstant();
        return kind.map(
                known ->
                        new VerifiedToken(
                                new TokenBearer(
                                        known,
                                        subject,
                                        Optional.ofNullable(claims.get(WORKSPACE, String.class)),
                                        Optional.ofNullable(claims.get(CREDENTIAL, String.class))),
                                expiresAt));
    }

    /** As the reference: no role means a user; an unknown one is nobody. */
    private static Optional<TokenKind> kind(@org.jspecify.annotations.Nullable Object role) {
        if (role == null) {
            return Optional.of(TokenKind.USER);
        }
        return Arrays.stream(TokenKind.values()).filter(k -> k.claim().equals(role)).findFirst();
    }

    private static MacAlgorithm algorithm(String name) {
        return switch (name) {
            case "HS256" -> Jwts.SIG.HS256;
            case "HS384" -> Jwts.SIG.HS384;
            case "HS512" -> Jwts.SIG.HS512;
            default ->
                    throw new IllegalArgumentException(
                            "JWT_ALGORITHM must be HS256, HS384 or HS512.");
        };
    }

    /**
     * HMAC fills a short key with zeros by itself; doing it here signs the same and keeps secrets
     * of the reference's configuration working, which jjwt takes for too short otherwise.
     */
    private static SecretKey key(byte[] secret, MacAlgorithm algorithm) {
        int least = algorithm.getKeyBitLength() / Byte.SIZE;
        return new SecretKeySpec(
                Arrays.copyOf(secret, Math.max(secret.length, least)),
                "HmacSHA" + algorithm.getId().substring(2));
    }
}
