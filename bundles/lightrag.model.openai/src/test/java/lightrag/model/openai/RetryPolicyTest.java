package lightrag.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final RetryPolicy POLICY =
            new RetryPolicy(5, Duration.ofMillis(100), Duration.ofMillis(300), () -> 0.0);

    @Test
    void pausesDoubleUpToTheCap() {
        AttemptFailure failure = AttemptFailure.passing("busy");
        assertThat(POLICY.pause(1, failure)).hasMillis(50);
        assertThat(POLICY.pause(2, failure)).hasMillis(100);
        assertThat(POLICY.pause(3, failure)).hasMillis(150);
        assertThat(POLICY.pause(60, failure)).hasMillis(150);
    }

    @Test
    void neverEarlierThanTheServerAsks() {
        AttemptFailure patient = AttemptFailure.passing("busy", Optional.of(Duration.ofSeconds(7)));
        AttemptFailure eager = AttemptFailure.passing("busy", Optional.of(Duration.ZERO));
        assertThat(POLICY.pause(1, patient)).hasSeconds(7);
        assertThat(POLICY.pause(1, eager)).hasMillis(50);
    }
}
