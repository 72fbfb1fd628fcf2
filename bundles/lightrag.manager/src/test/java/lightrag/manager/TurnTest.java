package lightrag.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import lightrag.api.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnTest {

    private final Turn turn = new Turn();

    @Test
    void twoEnginesTakeTurns() throws InterruptedException {
        int[] counter = {0};
        List<Thread> threads = new ArrayList<>();
        for (Lock share : List.of(turn.share(), turn.share())) {
            for (int i = 0; i < 4; i++) {
                threads.add(Thread.ofVirtual().start(() -> count(share, counter)));
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(counter[0]).isEqualTo(8_000);
    }

    private static void count(Lock share, int[] counter) {
        for (int i = 0; i < 1_000; i++) {
            share.lock();
            try {
                counter[0]++;
            } finally {
                share.unlock();
            }
        }
    }

    @Test
    void aThreadThatHasTheTurnTakesItAgain() {
        Turn.Share share = turn.share();
        Turn.Share other = turn.share();
        share.lock();
        share.lock();
        share.unlock();
        assertThat(other.tryLock()).isFalse();
        share.unlock();
        assertThat(other.tryLock()).isTrue();
        assertThatThrownBy(share::unlock).isInstanceOf(IllegalMonitorStateException.class);
    }

    @Test
    void aTurnIsTakenAwayFromAnEngineThatHangs() throws InterruptedException {
        Turn.Share hanging = turn.share();
        Turn.Share next = turn.share();
        CountDownLatch has = new CountDownLatch(1);
        CountDownLatch wakes = new CountDownLatch(1);
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            hanging.lock();
                            has.countDown();
                            try {
                                wakes.await();
                                hanging.unlock();
                                late.complete(true);
                            } catch (InterruptedException | RuntimeException e) {
                                late.completeExceptionally(e);
                            }
                        });
        has.await();
        assertThat(next.tryLock()).isFalse();
        hanging.withdraw();
        assertThat(next.tryLock()).isTrue();
        wakes.countDown();
        assertThat(late)
                .as("its late end is no failure")
                .succeedsWithin(java.time.Duration.ofSeconds(10));
        assertThat(turn.share().tryLock()).as("and ends nobody else's turn").isFalse();
        next.unlock();
        assertThatThrownBy(hanging::lock).isInstanceOf(UnavailableException.class);
        assertThat(next.tryLock()).as("who is refused keeps nothing").isTrue();
    }
}
