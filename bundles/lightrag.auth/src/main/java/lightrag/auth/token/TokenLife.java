package lightrag.auth.token;

import java.time.Duration;

/** How long a fresh token lives, both more than nothing. */
public record TokenLife(Duration user, Duration guest) {

    /** Ten years: beyond it a number is a slip. */
    private static final double HOURS_MAX = 87_600;

    private static final double MILLIS_AN_HOUR = 3_600_000;

    /**
     * From the settings, which may be fractions of an hour.
     *
     * @throws IllegalArgumentException not above 0 or more than ten years
     */
    public static TokenLife ofHours(double user, double guest) {
        return new TokenLife(
                duration("TOKEN_EXPIRE_HOURS", user), duration("GUEST_TOKEN_EXPIRE_HOURS", guest));
    }

    Duration of(TokenKind kind) {
        return kind == TokenKind.GUEST ? guest : user;
    }

    private static Duration duration(String name, double hours) {
        if (!(hours > 0 && hours <= HOURS_MAX)) {
            throw new IllegalArgumentException(
                    name + " must be more than 0 and at most " + (int) HOURS_MAX + " hours.");
        }
        return Duration.ofMillis(Math.max(1, Math.round(hours * MILLIS_AN_HOUR)));
    }
}
