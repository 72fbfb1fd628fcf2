package lightrag.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lightrag.api.NewDocument;
import lightrag.api.StorageFailureException;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.tenant.control.LightRagLease;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens in whatever order: leased engines stay open, the cap holds, nothing is lost. */
class RegistryProperties {

    private static final int CAP = 3;
    private static final int NAMES = 5;

    sealed interface Action {
        record Acquire(int workspace) implements Action {}

        record Release(int lease) implements Action {}

        record Insert(int workspace) implements Action {}

        record Pass(int seconds) implements Action {}

        record Break(int workspace) implements Action {}

        record Repair(int workspace) implements Action {}

        record NewEngine() implements Action {}

        record NewSettings(int workspace) implements Action {}
    }

    @Property(tries = 60)
    void theRulesHoldAfterEveryStep(@ForAll("actions") List<Action> actions) throws IOException {
        Path folder = Files.createTempDirectory("registry");
        try (House house = new House(folder)) {
            house.limits(CAP, Duration.ofSeconds(5));
            Run run = new Run(house);
            for (Action action : actions) {
                run.apply(action);
                run.check();
            }
            run.end();
        } finally {
            delete(folder);
        }
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        Arbitrary<Integer> workspace = Arbitraries.integers().between(0, NAMES - 1);
        Arbitrary<Action> action =
                Arbitraries.frequencyOf(
                        Tuple.of(6, workspace.map(Action.Acquire::new)),
                        Tuple.of(5, Arbitraries.integers().between(0, 9).map(Action.Release::new)),
                        Tuple.of(4, workspace.map(Action.Insert::new)),
                        Tuple.of(2, Arbitraries.integers().between(1, 1000).map(Action.Pass::new)),
                        Tuple.of(1, workspace.map(Action.Break::new)),
                        Tuple.of(2, workspace.map(Action.Repair::new)),
                        Tuple.of(1, Arbitraries.create(Action.NewEngine::new)),
                        Tuple.of(1, workspace.map(Action.NewSettings::new)));
        return action.list().ofMaxSize(40);
    }

    /** The registry beside what is known about it. */
    private static final class Run {
        private final House house;
        private final List<Held> held = new ArrayList<>();
        private final Map<WorkspaceId, Integer> inserted = new TreeMap<>();
        private final Map<WorkspaceId, Boolean> broken = new HashMap<>();
        private Object engine = "engines";
        private int versions;

        record Held(WorkspaceId workspace, LightRagLease lease, String version) {}

        Run(House house) {
            this.house = house;
        }

        void apply(Action action) {
            switch (action) {
                case Action.Acquire(int w) -> acquire(name(w)).ifPresent(held::add);
                case Action.Release(int i) -> {
                    if (i < held.size()) {
                        held.remove(i).lease().close();
                    }
                }
                case Action.Insert(int w) -> acquire(name(w)).ifPresent(this::insert);
                case Action.Pass(int seconds) -> {
                    house.pass(Duration.ofSeconds(seconds));
                    house.registry.sweep();
                }
                case Action.Break(int w) -> {
                    broken.put(name(w), true);
                    house.stores.atOpen(
                            name(w),
                            () -> {
                                throw new StorageFailureException("broken");
                            });
                }
                case Action.Repair(int w) -> {
                    broken.remove(name(w));
                    house.stores.asUsual(name(w));
                    house.registry.settingsChanged(Optional.of(name(w)));
                }
                case Action.NewEngine() -> newEngine();
                case Action.NewSettings(int w) -> {
                    house.overrides.put(name(w), Map.of("top.k", "" + ++versions));
                    house.registry.settingsChanged(Optional.of(name(w)));
                }
            }
        }

        private void newEngine() {
            Object next = "engine " + ++versions;
            house.factories(next, new LedgerFactory("1.0." + versions));
            house.removeFactory(engine);
            engine = next;
        }

        private void insert(Held call) {
            call.lease()
                    .engine()
                    .insert(
                            List.of(
                                    new NewDocument(
                                            "text",
                                            "d" + inserted.merge(call.workspace(), 1, Integer::sum),
                                            Optional.empty())));
            call.lease().close();
        }

        private Optional<Held> acquire(WorkspaceId workspace) {
            // With all places leased a call would wait its full time: that is another test's
            // subject.
            if (held.stream().map(Held::workspace).distinct().count() == CAP
                    && held.stream().noneMatch(h -> h.workspace().equals(workspace))) {
                return Optional.empty();
            }
            try {
                LightRagLease lease = house.registry.acquire(workspace);
                return Optional.of(
                        new Held(workspace, lease, lease.engine().status().engineVersion()));
            } catch (UnavailableException e) {
                assertThat(broken).as("refused: " + e.getMessage()).containsKey(workspace);
                return Optional.empty();
            }
        }

        void check() {
            assertThat(house.stores.mostOpen()).isLessThanOrEqualTo(CAP);
            assertThat(house.gauge("leases")).isEqualTo(held.size());
            for (Held call : held) {
                assertThat(call.lease().engine().status().workspace()).isEqualTo(call.workspace());
                assertThat(call.lease().engine().status().engineVersion())
                        .isEqualTo(call.version());
                call.lease().engine().labels();
            }
        }

        void end() {
            held.forEach(call -> call.lease().close());
            broken.clear();
            for (WorkspaceId workspace : inserted.keySet()) {
                house.stores.asUsual(workspace);
                house.registry.settingsChanged(Optional.of(workspace));
                House.await(() -> house.done(workspace).size() == inserted.get(workspace));
            }
        }

        private static WorkspaceId name(int number) {
            return new WorkspaceId("w" + number);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path dir, IOException e)
                            throws IOException {
                        Files.delete(dir);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
