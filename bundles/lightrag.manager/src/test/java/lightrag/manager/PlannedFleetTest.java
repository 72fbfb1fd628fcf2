package lightrag.manager;

import static lightrag.manager.House.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import lightrag.api.ConflictException;
import lightrag.api.NotFoundException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.storage.Durability;
import lightrag.tenant.control.EngineVersion;
import lightrag.tenant.control.FleetPlan;
import lightrag.tenant.control.Handover;
import lightrag.tenant.control.LightRagLease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which engine version serves whom, and the change of it under calls and work. */
class PlannedFleetTest {

    private static final WorkspaceId A = new WorkspaceId("a");
    private static final WorkspaceId B = new WorkspaceId("b");
    private static final String OLD = "1.0.0";
    private static final String NEW = "2.0.0";

    @TempDir Path folder;
    private House house;
    private final LedgerFactory next = new LedgerFactory(NEW);

    @BeforeEach
    void start() {
        house = new House(folder);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    @Test
    void aBarredVersionServesNobodyThoughItIsTheHighest() {
        house.fleet.bar(NEW, "being tested");
        house.factories("next", next);
        assertThat(version(A)).isEqualTo(OLD);
        assertThatThrownBy(() -> house.fleet.activate(NEW))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("being tested");
        house.fleet.unbar(NEW);
        assertThat(version(B)).as("what served before goes on").isEqualTo(OLD);
        done(house.fleet.activate(NEW));
        assertThat(version(A)).isEqualTo(NEW);
        done(house.fleet.rollback());
        assertThat(version(A)).isEqualTo(OLD);
        assertThatThrownBy(() -> house.fleet.rollback()).isInstanceOf(NotFoundException.class);
    }

    @Test
    void newCallsGoToTheNewVersionAtOnceAndOldOnesEndWhereTheyAre() {
        house.touch(A);
        LightRagLease stream = house.registry.acquire(A);
        house.fleet.bar(NEW, "not yet");
        house.factories("next", next);
        house.fleet.unbar(NEW);
        Handover handover = done(house.fleet.activate(NEW));
        assertThat(handover.moved()).containsExactly(A);
        assertThat(version(A)).isEqualTo(NEW);
        assertThat(stream.engine().status().engineVersion()).isEqualTo(OLD);
        CompletableFuture<Void> unused = house.fleet.unused(OLD).toCompletableFuture();
        assertThat(unused).isNotDone();
        assertThat(states()).containsEntry(OLD, EngineVersion.State.DRAINING);
        stream.close();
        await(unused::isDone);
        assertThat(house.engines.open()).isZero();
        assertThat(house.stores.attempts(A)).as("stores stay open throughout").isEqualTo(1);
    }

    @Test
    void workGoesOnOnTheNewVersionAndNothingIsLostOrDoneTwice() {
        house.engines.with(Gate.shut());
        house.insert(A, "before.txt");
        LightRagLease late = house.registry.acquire(A);
        house.fleet.bar(NEW, "not yet");
        house.factories("next", next);
        house.fleet.unbar(NEW);
        done(house.fleet.activate(NEW));
        house.insert(A, "after.txt");
        late.engine()
                .insert(
                        List.of(
                                new lightrag.api.NewDocument(
                                        "text", "late.txt", Optional.empty())));
        late.close();
        await(() -> house.done(A).size() >= 3);
        assertThat(house.done(A)).containsExactlyInAnyOrder("before.txt", "after.txt", "late.txt");
        assertThat(Ledger.behind(house.engines.contexts().element().storage()).clashes)
                .as("two engines at work at once")
                .hasValue(0);
    }

    /** On a thread of its own: it is interrupted when the call does not end. */
    private LightRagLease acquireElsewhere() {
        return CompletableFuture.supplyAsync(
                        () -> house.registry.acquire(A), task -> Thread.ofVirtual().start(task))
                .join();
    }

    @Test
    void anEngineWhoseCallsNeverEndIsGivenUpAndChangesNothingAnyMore() {
        house.longestCall(Duration.ofMillis(200));
        house.touch(A);
        LightRagLease hanging = acquireElsewhere();
        EngineContext old = house.engines.contexts().element();
        old.turns().graph().lock();
        house.fleet.bar(NEW, "not yet");
        house.factories("next", next);
        house.fleet.unbar(NEW);
        done(house.fleet.activate(NEW));
        CompletableFuture<Void> unused = house.fleet.unused(OLD).toCompletableFuture();
        await(unused::isDone);
        assertThat(house.engines.open()).isZero();
        assertThat(house.gauge("engines_given_up_total")).isEqualTo(1);
        assertThatThrownBy(() -> old.storage().commit(List.of(), Durability.SYNCED))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("given up");
        assertThat(next.contexts().element().turns().graph().tryLock())
                .as("its turn was taken away")
                .isTrue();
        hanging.close();
        assertThat(version(A)).isEqualTo(NEW);
    }

    @Test
    void thePlanSurvivesARestart() {
        house.factories("next", next);
        done(house.fleet.activate(OLD));
        done(house.fleet.activate(NEW));
        done(house.fleet.assign(OLD, Set.of(B)));
        done(house.fleet.assignShare(OLD, 1));
        FleetPlan written = house.fleet.plan();
        house.close();

        house = new House(folder);
        house.factories("next", new LedgerFactory(NEW));
        assertThat(house.fleet.plan()).isEqualTo(written);
        assertThat(written.previous()).contains(OLD);
        assertThat(version(A)).isEqualTo(NEW);
        assertThat(version(B)).isEqualTo(OLD);
    }

    @Test
    void assignedWorkspacesStayUntilReleased() {
        house.factories("next", next);
        done(house.fleet.activate(OLD));
        house.touch(A);
        house.touch(B);
        assertThat(done(house.fleet.assign(NEW, Set.of(B))).moved()).containsExactly(B);
        assertThat(version(A)).isEqualTo(OLD);
        assertThat(version(B)).isEqualTo(NEW);
        assertThat(states()).containsEntry(NEW, EngineVersion.State.ASSIGNED);
        assertThat(done(house.fleet.release(Set.of(B))).moved()).containsExactly(B);
        assertThat(version(B)).isEqualTo(OLD);
    }

    @Test
    void aLargerShareIncludesASmallerOne() {
        house.factories("next", next);
        done(house.fleet.activate(OLD));
        List<WorkspaceId> all =
                IntStream.range(0, 60).mapToObj(i -> new WorkspaceId("w" + i)).toList();
        Set<WorkspaceId> before = Set.of();
        for (int percent : new int[] {10, 50, 100}) {
            done(house.fleet.assignShare(NEW, percent));
            Set<WorkspaceId> now =
                    Set.copyOf(
                            all.stream()
                                    .filter(
                                            one ->
                                                    house.fleet
                                                            .plan()
                                                            .versionFor(one)
                                                            .equals(Optional.of(NEW)))
                                    .toList());
            assertThat(now).containsAll(before).hasSizeGreaterThan(before.size());
            before = now;
        }
        assertThat(before).hasSize(60);
        done(house.fleet.assignShare(NEW, 0));
        assertThat(version(all.getFirst())).isEqualTo(OLD);
    }

    @Test
    void aWorkspaceThatTheNewVersionCannotOpenIsReportedAndServedAsBefore() {
        house.touch(A);
        house.fleet.bar(NEW, "not yet");
        house.factories(
                "next",
                next.beforeOpen(
                        () -> {
                            throw new IllegalStateException("no");
                        }));
        house.fleet.unbar(NEW);
        assertThat(done(house.fleet.activate(NEW)).kept()).containsOnlyKeys(A);
        assertThat(version(A)).isEqualTo(OLD);
    }

    @Test
    void whatIsNotInstalledCanNotBeActivated() {
        assertThatThrownBy(() -> house.fleet.activate("7.0.0"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("7.0.0")
                .hasMessageContaining(OLD);
    }

    @Test
    void faultsAreCountedByVersionAndRefusalsAreNot() {
        try (LightRagLease lease = house.registry.acquire(A)) {
            lease.failed(new NotFoundException("no such document"));
            lease.failed(new NoClassDefFoundError("x"));
        }
        EngineVersion engine = house.fleet.versions().getFirst();
        assertThat(engine.calls()).isEqualTo(1);
        assertThat(engine.errors()).isEqualTo(1);
    }

    private Map<String, EngineVersion.State> states() {
        return house.fleet.versions().stream()
                .collect(
                        java.util.stream.Collectors.toMap(
                                EngineVersion::version, EngineVersion::state));
    }

    private static Handover done(java.util.concurrent.CompletionStage<Handover> change) {
        return change.toCompletableFuture()
                .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }

    private String version(WorkspaceId workspace) {
        try (LightRagLease lease = house.registry.acquire(workspace)) {
            return lease.engine().status().engineVersion();
        }
    }
}
