package lightrag.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import lightrag.auth.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokenServiceTest {

    private static final String SECRET = "a secret of the tests, long enough for it all";
    private static final TokenBearer ALICE =
            new TokenBearer(TokenKind.USER, "alice", Optional.of("team-a"), Optional.of("print"));

    @TempDir Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T12:00:00Z"));
    private final TokenService tokens = service("HS256", SECRET);

    @Test
    void claimsAreTheReferencesAndTheWorkspace() {
        JsonNode claims = payload(tokens.issue(ALICE));
        assertThat(claims.path("sub").stringValue()).isEqualTo("alice");
        assertThat(claims.path("role").stringValue()).isEqualTo("user");
        assertThat(claims.path("exp").longValue())
                .isEqualTo(Instant.parse("2026-11-26T12:00:00Z").getEpochSecond());
        assertThat(claims.path("metadata").path("auth_mode").stringValue()).isEqualTo("enabled");
        assertThat(claims.path("workspace").stringValue()).isEqualTo("team-a");
        assertThat(claims.has("iat")).isFalse();
        assertThat(claims.has("iss")).isFalse();
    }

    @Test
    void guestTokensSaySo() {
        JsonNode claims = payload(tokens.issue(TokenBearer.guest()));
        assertThat(claims.path("sub").stringValue()).isEqualTo("guest");
        assertThat(claims.path("role").stringValue()).isEqualTo("guest");
        assertThat(claims.path("exp").longValue())
                .isEqualTo(Instant.parse("2026-11-25T12:00:00Z").getEpochSecond());
        assertThat(claims.path("metadata").path("auth_mode").stringValue()).isEqualTo("disabled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void eachAlgorithmVerifiesItsOwnOnly(String algorithm) {
        TokenService own = service(algorithm, SECRET);
        String token = own.issue(ALICE);
        assertThat(own.verify(token)).map(VerifiedToken::bearer).contains(ALICE);
        for (String other : new String[] {"HS256", "HS384", "HS512"}) {
            assertThat(service(other, SECRET).verify(token).isPresent())
                    .isEqualTo(other.equals(algorithm));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "NONE", "RS256", "hs256", "HS128"})
    void noOtherAlgorithmStarts(String algorithm) {
        assertThatThrownBy(() -> service(algorithm, SECRET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JWT_ALGORITHM");
    }

    @Test
    void aTokenOfThePythonServerWithAShortSecretIsReadAndWrittenTheSame() throws Exception {
        TokenService shared = service("HS256", "short");
        String foreign =
                sign(
                        "short",
                        "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                        "{\"sub\":\"alice\",\"exp\":4102444800,\"role\":\"user\",\"metadata\":{\"auth_mode\":\"enabled\"}}");
        assertThat(shared.verify(foreign).orElseThrow().bearer().subject()).isEqualTo("alice");
        String[] own = shared.issue(ALICE).split("\\.");
        assertThat(mac("short", own[0] + "." + own[1])).isEqualTo(own[2]);
    }

    @Test
    void unsignedTokensAreNothing() {
        String payload = "{\"sub\":\"alice\",\"exp\":4102444800,\"role\":\"user\"}";
        for (String alg : new String[] {"none", "None", "nOnE", "", "HS256"}) {
            String unsigned =
                    encode("{\"alg\":\"" + alg + "\",\"typ\":\"JWT\"}") + "." + encode(payload);
            assertThat(tokens.verify(unsigned + ".")).isEmpty();
            assertThat(tokens.verify(unsigned)).isEmpty();
        }
    }

    @Test
    void compressedTokensAreNotUnpacked() throws Exception {
        assertThat(
                        tokens.verify(
                                sign(
                                        SECRET,
                                        "{\"alg\":\"HS256\",\"zip\":\"XYZ\"}",
                                        "{\"sub\":\"alice\",\"exp\":4102444800}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\":\"alice\",\"role\":\"user\"}",
                "{\"exp\":4102444800,\"role\":\"user\"}",
                "{\"sub\":\"\",\"exp\":4102444800}",
                "{\"sub\":7,\"exp\":4102444800}",
                "{\"sub\":\"alice\",\"exp\":\"tomorrow\"}",
                "{\"sub\":\"alice\",\"exp\":1}",
                "{\"sub\":\"alice\",\"exp\":4102444800,\"role\":\"admin\"}",
                "{\"sub\":\"alice\",\"exp\":4102444800,\"role\":[1]}",
                "{\"sub\":\"alice\",\"exp\":4102444800,\"workspace\":{}}",
                "{\"sub\":\"alice\",\"sub\":\"bob\",\"exp\":4102444800}",
                "not json",
                "[]"
            })
    void wellSignedNonsenseIsNotValid(String payload) throws Exception {
        assertThat(tokens.verify(sign(SECRET, "{\"alg\":\"HS256\"}", payload))).isEmpty();
    }

    @Test
    void theSameWithSoundClaimsIsValid() throws Exception {
        assertThat(
                        tokens.verify(
                                sign(
                                        SECRET,
                                        "{\"alg\":\"HS256\"}",
                                        "{\"sub\":\"alice\",\"exp\":4102444800}")))
                .hasValueSatisfying(
                        token -> assertThat(token.bearer().kind()).isEqualTo(TokenKind.USER));
    }

    @Test
    void subjectsHaveAtMost256Characters() {
        assertThat(tokens.verify(tokens.issue(named("x".repeat(256))))).isPresent();
        assertThat(tokens.verify(tokens.issue(named("x".repeat(257))))).isEmpty();
    }

    @Test
    void tokensEndAndOtherSecretsDontCount() {
        String token = tokens.issue(ALICE);
        assertThat(service("HS256", SECRET + "2").verify(token)).isEmpty();
        clock.advance(Duration.ofHours(48).minusSeconds(1));
        assertThat(tokens.verify(token)).isPresent();
        clock.advance(Duration.ofSeconds(2));
        assertThat(tokens.verify(token)).isEmpty();
    }

    @Test
    void thePublishedDefaultSecretIsRefused() {
        assertThatThrownBy(() -> TokenSecret.configured("lightrag-jwt-default-secret-key!"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TOKEN_SECRET")
                .hasMessageNotContaining("lightrag-jwt");
    }

    @Test
    void aSecretIsMadeOnceAndKeptClosed() throws IOException {
        Path work = folder.resolve("work");
        TokenSecret first = TokenSecret.kept(work);
        Path file = work.resolve(TokenSecret.FILE_NAME);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(first.bytes()).hasSize(64);
        assertThat(TokenSecret.kept(work).bytes()).isEqualTo(first.bytes());
        assertThat(TokenSecret.kept(folder.resolve("other")).bytes()).isNotEqualTo(first.bytes());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(TokenSecret.kept(work).bytes()).isEqualTo(first.bytes());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(work)) {
            assertThat(files).as("no drafts are left").containsExactly(file);
        }
    }

    @Test
    void anEmptiedSecretFileIsNoSecret() throws IOException {
        Files.writeString(folder.resolve(TokenSecret.FILE_NAME), "");
        assertThatThrownBy(() -> TokenSecret.kept(folder))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void renewsBelowTheThresholdAndOnceAMinute() {
        TokenRenewal renewal = new TokenRenewal(tokens, 0.5, clock);
        VerifiedToken token = tokens.verify(tokens.issue(ALICE)).orElseThrow();
        clock.advance(Duration.ofHours(23));
        assertThat(renewal.renew(token)).isEmpty();
        clock.advance(Duration.ofMinutes(61));
        String renewed = renewal.renew(token).orElseThrow();
        assertThat(tokens.verify(renewed).orElseThrow().bearer()).isEqualTo(ALICE);
        assertThat(tokens.verify(renewed).orElseThrow().expiresAt()).isAfter(token.expiresAt());
        clock.advance(Duration.ofSeconds(59));
        assertThat(renewal.renew(token)).isEmpty();
        assertThat(renewal.renew(tokens.verify(tokens.issue(named("bob"))).orElseThrow()))
                .as("fresh")
                .isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(renewal.renew(token)).isPresent();
    }

    @Test
    void aThresholdOfZeroNeverRenewsAndOneAlways() {
        VerifiedToken token = tokens.verify(tokens.issue(ALICE)).orElseThrow();
        clock.advance(Duration.ofMillis(1));
        assertThat(new TokenRenewal(tokens, 0, clock).renew(token)).isEmpty();
        assertThat(new TokenRenewal(tokens, 1, clock).renew(token)).isPresent();
    }

    @Test
    void fingerprintsDependOnPasswordAndSecret() {
        assertThat(tokens.fingerprint("a")).isEqualTo(tokens.fingerprint("a"));
        assertThat(tokens.fingerprint("a")).isNotEqualTo(tokens.fingerprint("b"));
        assertThat(service("HS256", "x".repeat(40)).fingerprint("a"))
                .isNotEqualTo(tokens.fingerprint("a"));
    }

    private static TokenBearer named(String subject) {
        return new TokenBearer(TokenKind.USER, subject, Optional.empty(), Optional.empty());
    }

    private TokenService service(String algorithm, String secret) {
        return new TokenService(
                TokenSecret.configured(secret), algorithm, TokenLife.ofHours(48, 24), clock);
    }

    private static JsonNode payload(String token) {
        return JsonMapper.builder()
                .build()
                .readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    private static String sign(String secret, String header, String payload)
            throws GeneralSecurityException {
        String signed = encode(header) + "." + encode(payload);
        return signed + "." + mac(secret, signed);
    }

    private static String mac(String secret, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
