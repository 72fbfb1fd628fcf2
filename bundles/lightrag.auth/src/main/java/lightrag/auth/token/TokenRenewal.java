package lightrag.auth.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a busy user a new token before the old one ends. At most one a user and minute, so that a
 * page that asks much at once doesn't get many. Thread-safe.
 */
public final class TokenRenewal {

    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final int REMEMBERED_MAX = 10_000;

    private final TokenService tokens;
    private final double threshold;
    private final Clock clock;
    private final Map<String, Instant> renewed =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            };

    /**
     * A renewal with an empty memory.
     *
     * @param threshold share of its life below which a token is renewed; 0 never, 1 always
     */
    public TokenRenewal(TokenService tokens, double threshold, Clock clock) {
        this.tokens = tokens;
        this.threshold = threshold;
        this.clock = clock;
    }

    /** A new token when one is due. Ask only after the request has been found permitted. */
    public Optional<String> renew(VerifiedToken token) {
        if (tokens.remainingShare(token) >= threshold || !claimTurn(token.bearer().subject())) {
            return Optional.empty();
        }
        return Optional.of(tokens.issue(token.bearer()));
    }

    private boolean claimTurn(String subject) {
        Instant now = clock.instant();
        synchronized (renewed) {
            Instant last = renewed.get(subject);
            if (last != null && now.isBefore(last.plus(PAUSE))) {
                return false;
            }
            renewed.remove(subject);
            renewed.put(subject, now);
            return true;
        }
    }
}
