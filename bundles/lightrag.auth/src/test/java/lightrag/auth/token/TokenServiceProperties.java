package lightrag.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class TokenServiceProperties {

    private final TokenService tokens =
            new TokenService(
                    TokenSecret.configured("a secret of the tests, long enough for it all"),
                    "HS256",
                    TokenLife.ofHours(1, 1),
                    Clock.systemUTC());

    @Property(tries = 300)
    void noTextMakesVerificationThrowOrSucceed(@ForAll String text) {
        assertThat(tokens.verify(text)).isEmpty();
    }

    @Property(tries = 200)
    void whatIsIssuedIsVerifiedAsItWas(
            @ForAll @StringLength(min = 1, max = 256) String subject,
            @ForAll Optional<@StringLength(max = 64) String> workspace) {
        TokenBearer bearer =
                new TokenBearer(
                        TokenKind.USER,
                        subject,
                        workspace.filter(w -> !w.isEmpty()),
                        Optional.empty());
        if (!subject.isBlank()) {
            assertThat(tokens.verify(tokens.issue(bearer)))
                    .map(VerifiedToken::bearer)
                    .contains(bearer);
        }
    }

    /** The last character of a signature has bits that mean nothing: it is left alone. */
    @Property(tries = 300)
    void anyOtherCharacterChangedMakesATokenVoid(
            @ForAll @IntRange(min = 0, max = 10_000) int place, @ForAll char other) {
        String token =
                tokens.issue(
                        new TokenBearer(
                                TokenKind.USER, "alice", Optional.of("w"), Optional.empty()));
        int index = place % (token.length() - 1);
        if (token.charAt(index) != other) {
            String forged = token.substring(0, index) + other + token.substring(index + 1);
            assertThat(tokens.verify(forged)).isEmpty();
        }
    }
}
