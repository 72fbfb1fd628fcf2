package lightrag.manager;

import static lightrag.manager.House.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lightrag.api.ConflictException;
import lightrag.api.LightRag;
import lightrag.api.StorageFailureException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.tenant.Role;
import lightrag.tenant.Tenant;
import lightrag.tenant.TenantContext;
import lightrag.tenant.control.LightRagLease;
import lightrag.tenant.control.WorkspaceState;
import lightrag.tenant.control.WorkspaceState.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkspaceRegistryTest {

    private static final WorkspaceId A = new WorkspaceId("acme");
    private static final WorkspaceId B = new WorkspaceId("bravo");
    private static final WorkspaceId C = new WorkspaceId("charlie");

    @TempDir Path folder;
    private House house;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void build() {
        house = new House(folder);
    }

    @AfterEach
    void leave() {
        threads.shutdownNow();
        house.close();
    }

    // ---------------------------------------------------------------- opening

    @Test
    void howeverManyCallersWaitItIsOpenedOnce() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        house.stores.atOpen(A, () -> uninterrupted(go));
        List<Future<LightRagLease>> callers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            callers.add(threads.submit(() -> house.registry.acquire(A)));
        }
        await(() -> house.gauge("waiting") == 100);
        assertThat(house.gauge("opening")).isEqualTo(1);
        go.countDown();
        Set<LightRag> engines = ConcurrentHashMap.newKeySet();
        for (Future<LightRagLease> caller : callers) {
            try (LightRagLease lease = caller.get()) {
                engines.add(lease.engine());
            }
        }
        assertThat(engines).hasSize(1);
        assertThat(house.stores.attempts(A)).isEqualTo(1);
        assertThat(house.gauge("waiting")).isZero();
        assertThat(house.gauge("leases")).isZero();
    }

    @Test
    void aSlowWorkspaceDelaysNobodyElse() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        house.limits(256, Duration.ofMillis(200));
        house.stores.atOpen(A, () -> uninterrupted(go));
        Future<LightRagLease> slow = threads.submit(() -> house.registry.acquire(A));
        await(() -> house.stores.attempts(A) == 1);
        house.touch(B);
        assertThat(catchThrowableOfType(ExecutionException.class, slow::get).getCause())
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("acme");
        go.countDown();
        await(() -> house.gauge("open") == 2);
        house.touch(A);
        assertThat(house.stores.attempts(A)).isEqualTo(1);
    }

    @Test
    void failuresBackOffAndAreForgottenAfterSuccess() {
        house.stores.atOpen(
                A,
                () -> {
                    throw new IllegalStateException("secret detail");
                });
        for (Duration delay :
                List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2))) {
            int before = house.stores.attempts(A);
            assertThat(refusal(A))
                    .hasMessageContaining("IllegalStateException")
                    .hasMessageNotContaining("secret");
            assertThat(house.stores.attempts(A)).isEqualTo(before + 1);
            house.pass(delay.minusMillis(1));
            assertThat(refusal(A).retryAfter()).isEqualTo(Duration.ofMillis(1));
            assertThat(house.stores.attempts(A)).as("left alone meanwhile").isEqualTo(before + 1);
            house.pass(Duration.ofMillis(1));
        }
        assertThat(state(A).state()).isEqualTo(State.BACKING_OFF);
        assertThat(house.stores.open()).isZero();
        house.stores.asUsual(A);
        house.touch(A);
        assertThat(state(A).state()).isEqualTo(State.OPEN);
        assertThat(house.gauge("open_failures_total")).isEqualTo(3);
    }

    @Test
    void backOffDoublesFromHalfASecondToAMinute() {
        assertThat(java.util.stream.IntStream.of(1, 2, 7, 8, 9, 1000).mapToObj(Backoff::delay))
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(32),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60));
    }

    @Test
    void whatWasOpenedBeforeAFailureIsClosed() {
        house.engines.beforeOpen(
                () -> {
                    throw new ConflictException("other embedding model");
                });
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> house.touch(A))
                .withMessageContaining("embedding model");
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> house.touch(A));
        assertThat(house.stores.attempts(A)).isEqualTo(1);
        assertThat(house.stores.open()).isZero();
        assertThat(house.gauge("slots_used")).isZero();
        house.engines.beforeOpen(() -> {});
        house.pass(Duration.ofSeconds(1));
        house.touch(A);
    }

    @Test
    void damagedFilesSetAWorkspaceAsideAndTheOthersAreServed() throws Exception {
        house.stores.atOpen(
                A,
                () -> {
                    throw new StorageFailureException("store graph of acme: checksum");
                });
        assertThat(refusal(A)).hasMessageContaining("checksum").hasMessageContaining("backup");
        house.pass(Duration.ofDays(1));
        house.registry.sweep();
        assertThat(refusal(A)).hasMessageContaining("checksum");
        assertThat(house.stores.attempts(A)).isEqualTo(1);
        assertThat(state(A).state()).isEqualTo(State.QUARANTINED);
        assertThat(state(A).problem()).hasValueSatisfying(p -> assertThat(p).contains("checksum"));
        house.touch(B);
        house.stores.asUsual(A);
        Files.createDirectory(house.folder(A).resolve("restored"));
        house.touch(A);
        assertThat(state(A).state()).isEqualTo(State.OPEN);
    }

    @Test
    void errorsOfAnEngineBundleAreNoHang() {
        house.engines.beforeOpen(
                () -> {
                    throw new NoClassDefFoundError("gone");
                });
        assertThat(refusal(A)).hasMessageContaining("NoClassDefFoundError");
    }

    @Test
    void namesOfTheReferencesEmbeddedStoresMeanOurs() {
        house.defaults.putAll(
                Map.of(
                        "lightrag.kv.storage",
                        "JsonKVStorage",
                        "lightrag.vector.storage",
                        "NanoVectorDBStorage",
                        "lightrag.graph.storage",
                        "NetworkXStorage",
                        "lightrag.doc.status.storage",
                        "rocksdb"));
        house.touch(A);
        house.defaults.put("lightrag.graph.storage", "Neo4JStorage");
        assertThat(refusal(B)).hasMessageContaining("Neo4JStorage").hasMessageContaining("rocksdb");
    }

    @Test
    void anUnknownBindingIsNamedWithThoseThereAre() {
        for (String kind : List.of("kv", "vector", "graph", "doc.status")) {
            house.defaults.put("lightrag." + kind + ".storage", "postgres");
        }
        assertThat(refusal(A)).hasMessageContaining("postgres").hasMessageContaining("rocksdb");
    }

    @Test
    void anEngineGetsFoldersAndSettingsOfItsWorkspace() {
        house.defaults.putAll(Map.of("chunk.size", "1200", "top.k", "40"));
        house.overrides.put(A, Map.of("chunk.size", "600"));
        house.touch(A);
        var context = house.engines.contexts().element();
        assertThat(context.properties()).isEqualTo(Map.of("chunk.size", "600", "top.k", "40"));
        assertThat(context.inputDirectory()).isEqualTo(folder.resolve("inputs/acme"));
        assertThat(context.workingDirectory()).isEqualTo(folder.resolve("rag_storage"));
    }

    // ---------------------------------------------------------------- leases

    @Test
    void aLeaseIsUsedAndClosedOnce() {
        LightRagLease lease = house.registry.acquire(A);
        lease.close();
        assertThatIllegalStateException()
                .isThrownBy(lease::engine)
                .withMessageContaining("after its close");
        assertThatIllegalStateException().isThrownBy(lease::close).withMessageContaining("twice");
        assertThat(state(A).leases()).isZero();
        assertThat(house.gauge("leases")).isZero();
    }

    @Test
    void aForgottenLeaseIsFoundAndEnded() {
        house.registry.acquire(A).engine();
        await(
                () -> {
                    System.gc();
                    return state(A).leases() == 0;
                });
        assertThat(house.gauge("leases")).isZero();
    }

    // ---------------------------------------------------------------- closing

    @Test
    void anIdleWorkspaceIsClosedAndOpenedAgain() {
        house.touch(A);
        house.pass(House.IDLE.minusSeconds(1));
        house.registry.sweep();
        assertThat(house.gauge("open")).isEqualTo(1);
        house.pass(Duration.ofSeconds(1));
        house.registry.sweep();
        await(() -> house.stores.open() == 0);
        assertThat(house.engines.open()).isZero();
        await(() -> state(A).state() == State.CLOSED);
        assertThat(house.gauge("idle_closes_total")).isEqualTo(1);
        house.touch(A);
        assertThat(house.gauge("open")).isEqualTo(1);
    }

    @Test
    void aWorkspaceInUseOrAtWorkIsNeverIdle() {
        house.engines.with(Gate.shut());
        house.insert(A, "a.txt");
        LightRagLease lease = house.registry.acquire(B);
        house.pass(House.IDLE.multipliedBy(10));
        house.registry.sweep();
        assertThat(house.gauge("open")).isEqualTo(2);
        house.engines.gate().release();
        await(() -> house.registry.working() == 0);
        lease.close();
        house.registry.sweep();
        assertThat(house.gauge("open")).as("work and lease count as use").isEqualTo(2);
        house.pass(House.IDLE);
        house.registry.sweep();
        await(() -> house.stores.open() == 0);
    }

    @Test
    void theLongestUnusedMakesRoom() {
        house.limits(2, Duration.ofSeconds(10));
        house.touch(A);
        house.pass(Duration.ofSeconds(1));
        house.touch(B);
        house.pass(Duration.ofSeconds(1));
        house.touch(A);
        house.touch(C);
        assertThat(house.engines.closed()).containsExactly("bravo");
        assertThat(house.gauge("evictions_total")).isEqualTo(1);
        assertThat(house.stores.mostOpen()).isEqualTo(2);
    }

    @Test
    void aLeasedWorkspaceIsNeverEvictedAndTheNextOneWaits() throws Exception {
        house.limits(2, Duration.ofSeconds(10));
        LightRagLease first = house.registry.acquire(A);
        LightRagLease second = house.registry.acquire(B);
        Future<LightRagLease> third = threads.submit(() -> house.registry.acquire(C));
        await(() -> house.gauge("opening") == 1);
        assertThat(house.engines.closed()).isEmpty();
        house.touch(A);
        second.close();
        third.get().close();
        assertThat(house.engines.closed()).containsExactly("bravo");
        assertThat(first.engine().labels()).isEmpty();
        first.close();
    }

    @Test
    void noRoomInTimeIsUnavailableAndNoFailureOfTheWorkspace() {
        house.limits(1, Duration.ofMillis(300));
        LightRagLease lease = house.registry.acquire(A);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> house.touch(B));
        await(() -> house.gauge("opening") == 0);
        assertThat(house.gauge("open_failures_total")).isZero();
        lease.close();
        house.touch(B);
    }

    @Test
    void aThousandMixedCallsStayWithinTheCapAndWithTheirWorkspace() throws Exception {
        house.limits(8, Duration.ofSeconds(30));
        List<Callable<String>> calls = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            WorkspaceId workspace = new WorkspaceId("w" + random.nextInt(40));
            String name = "d" + i;
            boolean write = random.nextInt(10) == 0;
            calls.add(
                    () -> {
                        if (write) {
                            house.insert(workspace, name);
                        }
                        try (LightRagLease lease = house.registry.acquire(workspace)) {
                            assertThat(lease.engine().status().workspace()).isEqualTo(workspace);
                            lease.engine().labels();
                        }
                        return workspace.value();
                    });
        }
        for (Future<String> call : threads.invokeAll(calls)) {
            assertThat(call.get()).startsWith("w");
        }
        assertThat(house.stores.mostOpen()).isLessThanOrEqualTo(8);
        assertThat(house.gauge("leases")).isZero();
        assertThat(house.gauge("open_failures_total")).isZero();
        assertThat(house.gauge("evictions_total")).isPositive();
    }

    // ---------------------------------------------------------------- background work

    @Test
    void backgroundWorkRunsForItsOwnWorkspaceOnly() {
        Tenant user = new Tenant(A, "ann", Role.USER);
        Tenant stranger = new Tenant(B, "bob", Role.ADMIN);
        TenantContext.run(user, () -> house.insert(A, "1"));
        await(() -> house.done(A).size() == 1 && house.registry.working() == 0);
        TenantContext.run(stranger, () -> house.insert(A, "2"));
        await(() -> house.done(A).size() == 2 && house.registry.working() == 0);
        house.insert(A, "3");
        await(() -> house.done(A).size() == 3);
        assertThat(house.engines.tenants())
                .containsExactly(user, Tenant.system(A), Tenant.system(A));
    }

    @Test
    void unfinishedWorkIsTakenUpAfterARestartWithoutARequest() throws Exception {
        house.engines.with(Gate.shut());
        house.insert(A, "a.txt");
        house.touch(B);
        assertThat(house.folder(A).resolve("unfinished")).exists();
        assertThat(house.folder(B).resolve("unfinished")).doesNotExist();
        house.close();
        assertThat(house.folder(A).resolve("unfinished")).exists();

        house = new House(folder);
        house.resumption.start();
        await(() -> house.engines.open(A) == 1 && house.done(A).equals(List.of("a.txt")));
        await(() -> house.registry.working() == 0);
        assertThat(house.engines.open(B)).as("nothing to do there").isZero();
        house.registry.sweep();
        assertThat(house.folder(A).resolve("unfinished")).doesNotExist();
    }

    @Test
    void resumptionWaitsForServicesAndGoesOnUntilItSucceeds() throws Exception {
        house.engines.with(Gate.shut());
        house.insert(A, "a.txt");
        house.close();

        house = new House(folder);
        house.pools.factories().remove("engines");
        house.resumption.start();
        LedgerFactory broken =
                new LedgerFactory("1.0.1")
                        .beforeOpen(
                                () -> {
                                    throw new IllegalStateException("not yet");
                                });
        house.factories("later", broken);
        await(() -> house.gauge("open_failures_total") == 1);
        broken.beforeOpen(() -> {});
        house.pass(Duration.ofSeconds(1));
        await(() -> house.gauge("open") == 1);
        await(() -> house.done(A).equals(List.of("a.txt")));
    }

    @Test
    void resumptionLeavesHalfOfThePlacesToCallers() throws Exception {
        house.engines.with(Gate.shut());
        for (int i = 0; i < 6; i++) {
            house.insert(new WorkspaceId("w" + i), "d");
        }
        house.close();

        house = new House(folder);
        house.limits(4, Duration.ofSeconds(5));
        house.engines.with(Gate.shut());
        house.resumption.start();
        await(() -> house.registry.working() >= 2);
        house.touch(A);
        house.touch(B);
        house.engines.gate().release();
        await(() -> house.engines.tenants().size() == 6);
    }

    // ---------------------------------------------------------------- another engine

    @Test
    void whenAnEngineBundleGoesNewCallsUseTheNextAndOldOnesEndWhereTheyAre() {
        house.engines.with(Gate.shut());
        house.insert(A, "a.txt");
        LedgerFactory next = new LedgerFactory("1.10.0");
        LightRagLease stream = house.registry.acquire(A);
        house.factories("next", next);
        house.removeFactory("engines");
        assertThat(version(A)).isEqualTo("1.10.0");
        assertThat(stream.engine().status().engineVersion()).isEqualTo("1.0.0");
        assertThat(house.engines.open(A)).as("its last call still runs").isEqualTo(1);
        assertThat(state(A).leases()).isEqualTo(1);
        house.pass(House.IDLE.multipliedBy(2));
        house.registry.sweep();
        assertThat(house.gauge("open")).as("the old call keeps the stores open").isEqualTo(1);
        stream.close();
        await(() -> house.engines.open(A) == 0);
        assertThat(house.stores.attempts(A)).as("stores stay open throughout").isEqualTo(1);
        await(() -> house.done(A).equals(List.of("a.txt")));
        assertThat(next.tenants()).isNotEmpty();
    }

    @Test
    void theHighestVersionIsUsedUnlessTheSettingsNameOne() {
        house.factories("old", new LedgerFactory("0.9.0"));
        house.factories("new", new LedgerFactory("1.2.0"));
        house.overrides.put(B, Map.of("engine.version", "0.9.0"));
        assertThat(version(A)).isEqualTo("1.2.0");
        assertThat(version(B)).isEqualTo("0.9.0");
        house.overrides.put(C, Map.of("engine.version", "7"));
        assertThat(refusal(C)).hasMessageContaining("7").hasMessageContaining("1.2.0");
    }

    @Test
    void withoutAnyEngineCallsFailUntilThereIsOne() {
        house.touch(A);
        house.removeFactory("engines");
        await(() -> house.stores.open() == 0);
        assertThat(refusal(A)).hasMessageContaining("No engine");
        house.factories("back", new LedgerFactory("1.0.1"));
        assertThat(version(A)).isEqualTo("1.0.1");
    }

    @Test
    void aNewEngineThatDoesNotOpenLeavesTheOldOneAtWork() {
        house.engines.with(Gate.shut());
        house.insert(A, "a.txt");
        house.defaults.put("chunk.size", "5");
        house.engines.beforeOpen(
                () -> {
                    throw new IllegalStateException("broken");
                });
        house.registry.settingsChanged(Optional.empty());
        await(() -> house.gauge("open") == 1 && state(A).state() == State.OPEN);
        assertThat(version(A)).isEqualTo("1.0.0");
    }

    @Test
    void changedSettingsReachOnlyTheWorkspacesTheyConcern() {
        house.touch(A);
        house.touch(B);
        house.overrides.put(A, Map.of("top.k", "7"));
        house.registry.settingsChanged(Optional.of(A));
        await(() -> settings(A).equals(Map.of("top.k", "7")));
        house.registry.settingsChanged(Optional.empty());
        await(() -> house.engines.open(A) == 1);
        assertThat(house.engines.contexts()).hasSize(3);
        assertThat(house.stores.attempts(A)).isEqualTo(1);
        assertThat(house.gauge("engine_renewals_total")).isEqualTo(1);
    }

    @Test
    void callsDuringChangesOfEnginesAllSucceed() throws Exception {
        house.touch(A);
        List<Future<Integer>> clients = new ArrayList<>();
        CountDownLatch stop = new CountDownLatch(1);
        for (int i = 0; i < 8; i++) {
            clients.add(
                    threads.submit(
                            () -> {
                                int calls = 0;
                                while (stop.getCount() > 0) {
                                    try (LightRagLease lease = house.registry.acquire(A)) {
                                        String before = lease.engine().status().engineVersion();
                                        lease.engine().labels();
                                        assertThat(lease.engine().status().engineVersion())
                                                .isEqualTo(before);
                                        calls++;
                                    }
                                }
                                return calls;
                            }));
        }
        Object current = "engines";
        for (int i = 0; i < 20; i++) {
            Object next = "engine " + i;
            house.factories(next, new LedgerFactory("1.0." + i));
            house.removeFactory(current);
            current = next;
        }
        stop.countDown();
        for (Future<Integer> client : clients) {
            assertThat(client.get()).isPositive();
        }
        assertThat(version(A)).isEqualTo("1.0.19");
        await(() -> house.engines.open() == 0);
        assertThat(house.stores.attempts(A)).isEqualTo(1);
    }

    // ---------------------------------------------------------------- stores going, shutdown

    @Test
    void whenAStorageBindingGoesItsWorkspacesCloseAndComeBackWithIt() {
        house.touch(A);
        house.pools.storages().remove("stores");
        house.registry.storageGone("stores");
        assertThat(house.stores.open()).isZero();
        assertThat(refusal(A)).hasMessageContaining("rocksdb");
        house.storages("again", house.stores);
        house.touch(A);
    }

    @Test
    void shutdownWaitsForCallsAndLeavesWorkToTheNextStart() throws Exception {
        house.engines.with(Gate.shut());
        house.insert(A, "a.txt");
        LightRagLease call = house.registry.acquire(B);
        Future<?> shutdown = threads.submit(house.registry::shutdown);
        await(() -> house.stores.open() == 1);
        assertThat(refusal(C)).hasMessageContaining("shutting down");
        assertThat(call.engine().labels()).isEmpty();
        call.close();
        shutdown.get();
        assertThat(house.stores.open()).isZero();
        assertThat(house.folder(A).resolve("unfinished")).exists();
    }

    @Test
    void shutdownDoesNotWaitForEver() {
        LightRagLease lost = house.registry.acquire(A);
        house.registry.shutdown();
        assertThat(house.stores.open()).isZero();
        lost.close();
    }

    @Test
    void workspacesAreThoseWithFoldersToo() throws Exception {
        Files.createDirectories(house.folder(C));
        Files.createDirectories(house.options.workingDirectory().resolve(".hidden"));
        Files.createFile(house.options.workingDirectory().resolve("file"));
        house.touch(A);
        assertThat(house.registry.states())
                .extracting(s -> s.workspace() + " " + s.state())
                .containsExactly("acme OPEN", "charlie CLOSED");
    }

    // ---------------------------------------------------------------- shorthand

    private UnavailableException refusal(WorkspaceId workspace) {
        return catchThrowableOfType(UnavailableException.class, () -> house.touch(workspace));
    }

    private WorkspaceState state(WorkspaceId workspace) {
        return house.registry.states().stream()
                .filter(state -> state.workspace().equals(workspace))
                .findFirst()
                .orElseThrow();
    }

    private String version(WorkspaceId workspace) {
        try (LightRagLease lease = house.registry.acquire(workspace)) {
            return lease.engine().status().engineVersion();
        }
    }

    private Map<String, String> settings(WorkspaceId workspace) {
        try (LightRagLease lease = house.registry.acquire(workspace)) {
            return lease.engine().status().settings();
        }
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
