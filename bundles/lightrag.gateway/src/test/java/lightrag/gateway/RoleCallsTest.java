package lightrag.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import lightrag.spi.model.ModelInfo;
import org.junit.jupiter.api.Test;

class RoleCallsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    void aModelBehindAServerHasTwiceItsTimeoutAndABit() {
        ModelInfo remote = new ModelInfo("openai", Optional.of("http://models"), "m");

        assertThat(RoleCalls.limitFor(TIMEOUT, remote)).isEqualTo(Duration.ofSeconds(62));
    }

    @Test
    void aModelInThisProcessIsNotEndedWhileItIsBusyForOthers() {
        ModelInfo local = new ModelInfo("local", Optional.empty(), "m");

        assertThat(RoleCalls.limitFor(TIMEOUT, local)).isGreaterThan(Duration.ofHours(1));
    }
}
