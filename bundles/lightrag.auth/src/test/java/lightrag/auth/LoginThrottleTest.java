package lightrag.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T12:00:00Z"));
    private final LoginThrottle throttle = throttle(2, 20);

    @Test
    void locksAfterSoManyFailuresUntilTheOldestLeavesTheWindow() {
        fail("1.2.3.4", "carol");
        clock.advance(Duration.ofMillis(500));
        fail("1.2.3.4", "carol");
        assertThat(refusedFor("1.2.3.4", "carol")).isEqualTo(20);
        clock.advance(Duration.ofMillis(15_000));
        assertThat(refusedFor("1.2.3.4", "carol")).isEqualTo(5);
        assertThat(throttle.begin("1.2.3.4", "dave")).isInstanceOf(LoginThrottle.Admitted.class);
        assertThat(throttle.begin("4.3.2.1", "carol")).isInstanceOf(LoginThrottle.Admitted.class);
        clock.advance(Duration.ofMillis(4_500));
        assertThat(throttle.begin("1.2.3.4", "carol")).isInstanceOf(LoginThrottle.Admitted.class);
    }

    @Test
    void attemptsUnderWayCountToo() {
        var first = admitted("a", "carol");
        var second = admitted("a", "carol");
        assertThat(refusedFor("a", "carol")).isEqualTo(2);
        throttle.abandoned(first);
        var third = admitted("a", "carol");
        throttle.failed(second);
        throttle.failed(third);
        assertThat(refusedFor("a", "carol")).isEqualTo(21);
    }

    @Test
    void successForgetsFailures() {
        fail("a", "carol");
        throttle.succeeded(admitted("a", "carol"));
        fail("a", "carol");
        assertThat(throttle.begin("a", "carol")).isInstanceOf(LoginThrottle.Admitted.class);
    }

    @Test
    void zeroTurnsItOff() {
        for (LoginThrottle off : new LoginThrottle[] {throttle(0, 20), throttle(2, 0)}) {
            for (int i = 0; i < 10; i++) {
                assertThat(off.begin("a", "carol")).isInstanceOf(LoginThrottle.Admitted.class);
            }
        }
    }

    @Test
    void itsMemoryIsBounded() {
        for (int i = 0; i < 10_000; i++) {
            throttle.failed(admitted("a", "user" + i));
        }
        for (int i = 0; i < 5; i++) {
            throttle.failed(admitted("a", "one too many"));
        }
        clock.advance(Duration.ofSeconds(21));
        fail("a", "one too many");
        fail("a", "one too many");
        assertThat(refusedFor("a", "one too many")).isEqualTo(21);
    }

    private void fail(String address, String name) {
        throttle.failed(admitted(address, name));
    }

    private LoginThrottle.Admitted admitted(String address, String name) {
        return (LoginThrottle.Admitted) throttle.begin(address, name);
    }

    private long refusedFor(String address, String name) {
        return ((LoginThrottle.Refused) throttle.begin(address, name)).retryAfterSeconds();
    }

    private LoginThrottle throttle(int attempts, int seconds) {
        return new LoginThrottle(
                new LoginThrottle.Limits(attempts, Duration.ofSeconds(seconds)), clock);
    }
}
