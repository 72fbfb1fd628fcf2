package lightrag.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import lightrag.api.OverloadedException;
import lightrag.gateway.ProviderLine.Flow;
import lightrag.gateway.ProviderLine.Permit;
import lightrag.gateway.ProviderLine.Share;
import lightrag.spi.model.CallPriority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProviderLineTest {

    private final ProviderLine line = new ProviderLine(GatewayLimits.DEFAULT);
    private final List<String> served = new CopyOnWriteArrayList<>();

    /** Someone who waits on a thread of their own and notes when it is their turn. */
    private final class Caller {
        private final CompletableFuture<Permit> permit = new CompletableFuture<>();
        private final Thread thread;

        Caller(Share share, String name, CallPriority priority) {
            int before = line.waitingNow();
            thread =
                    Thread.startVirtualThread(
                            () -> {
                                try {
                                    Permit granted = share.acquire(priority);
                                    served.add(name);
                                    permit.complete(granted);
                                } catch (InterruptedException e) {
                                    permit.completeExceptionally(e);
                                }
                            });
            Await.until(() -> line.waitingNow() > before || permit.isDone());
        }

        void finish() {
            permit.join().close();
        }
    }

    private List<Caller> callers(Share share, String name, CallPriority priority, int count) {
        List<Caller> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(new Caller(share, name, priority));
        }
        return out;
    }

    /**
     * Ends each call as soon as it runs; with one place, one after the other in the order served.
     */
    private static void finishAll(List<Caller> callers) {
        callers.forEach(caller -> caller.permit.thenAccept(Permit::close));
        callers.forEach(caller -> caller.permit.join());
    }

    @Test
    void higherPriorityGoesFirst() throws InterruptedException {
        Share share = line.join(new Flow(1), "extract", 1);
        Permit held = share.acquire(CallPriority.INGEST);
        List<Caller> all = new ArrayList<>();
        all.addAll(callers(share, "ingest", CallPriority.INGEST, 2));
        all.addAll(callers(share, "summary", CallPriority.SUMMARY, 2));
        all.addAll(callers(share, "person", CallPriority.INTERACTIVE, 2));
        held.close();
        finishAll(all);
        assertThat(served)
                .containsExactly("person", "person", "summary", "summary", "ingest", "ingest");
    }

    @Test
    void workspacesTakeTurnsHoweverMuchOneHasWaiting() throws InterruptedException {
        Share busy = line.join(new Flow(1), "extract", 1);
        Share modest = line.join(new Flow(1), "extract", 1);
        Permit held = busy.acquire(CallPriority.INGEST);
        List<Caller> all = callers(busy, "busy", CallPriority.INGEST, 20);
        all.addAll(callers(modest, "modest", CallPriority.INGEST, 3));
        held.close();
        finishAll(all);
        assertThat(served.subList(0, 6).stream().filter("modest"::equals)).hasSize(3);
    }

    @Test
    void idlenessSavesNothingUp() throws InterruptedException {
        Share busy = line.join(new Flow(1), "extract", 1);
        Share sleeper = line.join(new Flow(1), "extract", 1);
        for (int i = 0; i < 100; i++) {
            busy.acquire(CallPriority.INGEST).close();
        }
        Permit held = busy.acquire(CallPriority.INGEST);
        List<Caller> all = callers(sleeper, "sleeper", CallPriority.INGEST, 10);
        all.addAll(callers(busy, "busy", CallPriority.INGEST, 10));
        held.close();
        finishAll(all);
        assertThat(served.subList(0, 10).stream().filter("busy"::equals).count()).isBetween(4L, 6L);
    }

    @Test
    void twiceTheWeightIsTwiceTheCalls() throws InterruptedException {
        Share heavy = line.join(new Flow(2), "extract", 1);
        Share light = line.join(new Flow(1), "extract", 1);
        Permit held = heavy.acquire(CallPriority.INGEST);
        List<Caller> all = callers(light, "light", CallPriority.INGEST, 30);
        all.addAll(callers(heavy, "heavy", CallPriority.INGEST, 30));
        held.close();
        finishAll(all);
        assertThat(served.subList(0, 30).stream().filter("heavy"::equals).count())
                .isBetween(19L, 21L);
    }

    @Test
    void aWorkspaceStaysWithinItsOwnWidthAndTheLineWithinTheWidest() throws InterruptedException {
        Share narrow = line.join(new Flow(1), "extract", 1);
        Share wide = line.join(new Flow(1), "extract", 3);
        Permit narrowOne = narrow.acquire(CallPriority.INGEST);
        Caller narrowTwo = new Caller(narrow, "narrow", CallPriority.INGEST);
        Permit wideOne = wide.acquire(CallPriority.INGEST);
        Permit wideTwo = wide.acquire(CallPriority.INGEST);
        Caller wideThree = new Caller(wide, "wide", CallPriority.INGEST);
        assertThat(served).isEmpty();
        wideOne.close();
        wideThree.finish();
        assertThat(served).containsExactly("wide");
        narrowOne.close();
        narrowTwo.finish();
        wideTwo.close();
        assertThat(line.unused()).isFalse();
        narrow.leave();
        wide.leave();
        assertThat(line.unused()).isTrue();
    }

    @Test
    void rolesHaveTheirOwnPlacesUnlessTheProviderIsCapped() throws InterruptedException {
        Flow flow = new Flow(1);
        Share extract = line.join(flow, "extract", 1);
        Share query = line.join(flow, "query", 1);
        Permit ingest = extract.acquire(CallPriority.INGEST);
        query.acquire(CallPriority.INTERACTIVE).close();

        line.limit(new GatewayLimits(OptionalInt.of(1), 10, Duration.ZERO));
        Caller waiting = new Caller(query, "query", CallPriority.INTERACTIVE);
        assertThat(served).isEmpty();
        line.limit(new GatewayLimits(OptionalInt.of(2), 10, Duration.ZERO));
        waiting.finish();
        ingest.close();
    }

    @Test
    void whoGivesUpLosesNoPlace() throws InterruptedException {
        Share share = line.join(new Flow(1), "extract", 1);
        Permit held = share.acquire(CallPriority.INGEST);
        Caller first = new Caller(share, "first", CallPriority.INGEST);
        Caller second = new Caller(share, "second", CallPriority.INGEST);
        first.thread.interrupt();
        assertThatThrownBy(first.permit::join).hasCauseInstanceOf(InterruptedException.class);
        held.close();
        second.finish();
        assertThat(served).containsExactly("second");
        share.acquire(CallPriority.INGEST).close();
    }

    @Test
    void aFullQueueRefuses() throws InterruptedException {
        line.limit(new GatewayLimits(OptionalInt.empty(), 2, Duration.ZERO));
        Share share = line.join(new Flow(1), "extract", 1);
        Permit held = share.acquire(CallPriority.INGEST);
        List<Caller> waiting = callers(share, "waiting", CallPriority.INGEST, 2);
        assertThatThrownBy(() -> share.acquire(CallPriority.INTERACTIVE))
                .isInstanceOf(OverloadedException.class);
        held.close();
        finishAll(waiting);
        share.acquire(CallPriority.INTERACTIVE).close();
    }

    @Test
    void nothingIsLostWhenManyInterruptAtRandom() throws Exception {
        Share share = line.join(new Flow(1), "extract", 3);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            threads.add(
                    Thread.startVirtualThread(
                            () -> {
                                try (Permit permit = share.acquire(CallPriority.INGEST)) {
                                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                                    Thread.yield();
                                    running.decrementAndGet();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
            if (i % 3 == 0) {
                threads.get(i / 2).interrupt();
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most.get()).isLessThanOrEqualTo(3);
        share.leave();
        assertThat(line.unused()).as("every place was given back").isTrue();
    }
}
