package lightrag.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CancellationTest {

    private final Workers workers = new Workers(task -> Thread.ofVirtual().start(task));

    private static String hang(CountDownLatch started) {
        started.countDown();
        try {
            new CountDownLatch(1).await();
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted");
        }
    }

    @Test
    void aCallIsInterruptedAndTheThreadIsCleanAfterwards() {
        Cancellation scope = new Cancellation();
        CountDownLatch started = new CountDownLatch(1);
        Pending<Boolean> call =
                workers.fork(
                        () -> {
                            assertThatThrownBy(() -> scope.child().call(() -> hang(started)))
                                    .isInstanceOf(WorkCancelledException.class);
                            return Thread.currentThread().isInterrupted();
                        });
        Workers.awaitUninterruptibly(started);
        scope.cancel();
        assertThat(call.join()).isFalse();
    }

    @Test
    void aChildEndsAlone() {
        Cancellation scope = new Cancellation();
        Cancellation child = scope.child();
        child.cancel();
        assertThat(scope.isCancelled()).isFalse();
        scope.cancel();
        assertThat(scope.child().isCancelled()).isTrue();
        assertThatThrownBy(scope::check).isInstanceOf(WorkCancelledException.class);
    }

    @Test
    void resultsKeepTheirOrderAndTheWidthIsKept() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Supplier<Integer>> tasks =
                IntStream.range(0, 50)
                        .<Supplier<Integer>>mapToObj(
                                i ->
                                        () -> {
                                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                                            Thread.yield();
                                            now.decrementAndGet();
                                            return i;
                                        })
                        .toList();
        assertThat(workers.all(tasks, 4, new Cancellation()))
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
        assertThat(most.get()).isBetween(1, 4);
    }

    @Test
    void theFirstFailureStopsTheOthersAndIsThrownWhenAllHaveEnded() {
        Cancellation scope = new Cancellation();
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        List<Supplier<String>> tasks =
                List.of(
                        () -> {
                            try {
                                return scope.call(() -> hang(started));
                            } finally {
                                ended.incrementAndGet();
                            }
                        },
                        () -> {
                            Workers.awaitUninterruptibly(started);
                            throw new IllegalArgumentException("first");
                        });
        assertThatThrownBy(() -> workers.all(tasks, 2, scope)).hasMessage("first");
        assertThat(ended.get()).isEqualTo(1);
    }
}
