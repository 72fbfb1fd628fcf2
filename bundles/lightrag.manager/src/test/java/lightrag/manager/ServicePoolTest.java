package lightrag.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServicePoolTest {

    private final ServicePool<String> pool = new ServicePool<>(name -> name);

    @Test
    void theHighestVersionWinsAndOddOnesComeLast() {
        List.of("1.9.0", "1.10.0", "nightly", "1.10.0-rc1")
                .forEach(v -> pool.add(v, House.source(v)));
        assertThat(best(pool)).contains("1.10.0-rc1");
        pool.remove("1.10.0-rc1");
        assertThat(best(pool)).contains("1.10.0");
        pool.remove("1.10.0");
        pool.remove("1.9.0");
        assertThat(best(pool)).contains("nightly");
        pool.remove("nightly");
        assertThat(best(pool)).isEmpty();
    }

    @Test
    void everyGetIsGivenBack() {
        AtomicInteger uses = new AtomicInteger();
        pool.add("key", counting(uses));
        ServiceLease<String> lease =
                pool.lease(n -> true, EngineVersions.ASCENDING, Duration.ZERO).orElseThrow();
        assertThat(uses).hasValue(2);
        pool.remove("key");
        assertThat(uses).as("leased still").hasValue(1);
        lease.close();
        assertThat(uses).hasValue(0);
    }

    @Test
    void whoWaitsGetsTheOneThatArrives() {
        CompletableFuture<Optional<ServiceLease<String>>> waiting =
                CompletableFuture.supplyAsync(
                        () ->
                                pool.lease(
                                        "late"::equals,
                                        EngineVersions.ASCENDING,
                                        Duration.ofSeconds(20)));
        pool.add("other", House.source("other"));
        pool.add("late", House.source("late"));
        assertThat(waiting.join()).map(ServiceLease::service).contains("late");
    }

    private static Optional<String> best(ServicePool<String> pool) {
        return pool.lease(n -> true, EngineVersions.ASCENDING, Duration.ZERO)
                .map(ServiceLease::service);
    }

    private static ServicePool.Source<String> counting(AtomicInteger uses) {
        return new ServicePool.Source<>() {
            @Override
            public Optional<String> get() {
                uses.incrementAndGet();
                return Optional.of("1.0.0");
            }

            @Override
            public void unget(String service) {
                uses.decrementAndGet();
            }
        };
    }
}
