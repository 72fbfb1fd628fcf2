package lightrag.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import lightrag.api.OverloadedException;
import lightrag.auth.users.StoredPassword;
import org.junit.jupiter.api.Test;

class PasswordCheckTest {

    private static final StoredPassword PLAIN = StoredPassword.parse("wonder");

    @Test
    void onlyTheRightPasswordOfAKnownUserIsVerified() {
        PasswordCheck check = new PasswordCheck(1, Duration.ofSeconds(10));
        assertThat(check.verified(Optional.of(PLAIN), "wonder")).contains(PLAIN);
        assertThat(check.verified(Optional.of(PLAIN), "wander")).isEmpty();
        assertThat(check.verified(Optional.empty(), "wonder")).isEmpty();
        assertThat(check.verified(Optional.empty(), "")).isEmpty();
    }

    @Test
    void whoeverWaitsTooLongIsToldToComeBack() throws Exception {
        PasswordCheck check = new PasswordCheck(1, Duration.ofMillis(1));
        AtomicInteger verified = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(4);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                threads.execute(
                        () -> {
                            together.countDown();
                            try {
                                together.await();
                                check.verified(Optional.of(PLAIN), "wonder");
                                verified.incrementAndGet();
                            } catch (OverloadedException e) {
                                refused.incrementAndGet();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
            }
        }
        assertThat(verified.get()).isPositive();
        assertThat(refused.get()).isPositive();
        assertThat(verified.get() + refused.get()).isEqualTo(4);
        assertThat(check.verified(Optional.of(PLAIN), "wonder"))
                .as("the turn is given back")
                .isPresent();
    }

    @Test
    void nobodyWaitsForNothing() {
        PasswordCheck closed = new PasswordCheck(0, Duration.ZERO);
        assertThatThrownBy(() -> closed.verified(Optional.of(PLAIN), "wonder"))
                .isInstanceOf(OverloadedException.class);
    }
}
