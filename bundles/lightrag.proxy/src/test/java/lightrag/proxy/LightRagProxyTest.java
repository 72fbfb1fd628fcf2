package lightrag.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import lightrag.api.LightRag;
import lightrag.api.ModelFailureException;
import lightrag.api.NotFoundException;
import lightrag.api.QueryMode;
import lightrag.api.QueryParam;
import lightrag.api.QueryStream;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.tenant.Role;
import lightrag.tenant.Tenant;
import lightrag.tenant.TenantContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LightRagProxyTest {

    private static final Tenant ANN = new Tenant(new WorkspaceId("acme"), "ann", Role.USER);
    private static final Tenant BOB = new Tenant(new WorkspaceId("bravo"), "bob", Role.USER);

    private final LightRagProxy proxy = new LightRagProxy(Duration.ofMillis(100));

    @TestFactory
    Stream<DynamicTest> everyOperationRunsOnTheCallersWorkspaceUnderALease() {
        return operations()
                .map(
                        method ->
                                DynamicTest.dynamicTest(
                                        method.getName(),
                                        () -> {
                                            Object answer = answer(method);
                                            RecordingManager manager =
                                                    new RecordingManager(name -> answer);
                                            proxy.setManager(manager);
                                            Object result =
                                                    TenantContext.call(
                                                            BOB,
                                                            () ->
                                                                    method.invoke(
                                                                            proxy,
                                                                            arguments(method)));
                                            assertThat(manager.calls)
                                                    .containsExactly("bravo " + method.getName());
                                            assertThat(manager.acquired).hasValue(1);
                                            if (result instanceof QueryStream stream) {
                                                assertThat(manager.leases)
                                                        .as("the stream keeps it")
                                                        .hasValue(1);
                                                stream.close();
                                            } else if (method.getReturnType() != void.class) {
                                                assertThat(result).isEqualTo(answer);
                                            }
                                            assertThat(manager.leases).hasValue(0);
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> noOperationRunsWithoutATenant() {
        return operations()
                .map(
                        method ->
                                DynamicTest.dynamicTest(
                                        method.getName(),
                                        () -> {
                                            RecordingManager manager =
                                                    new RecordingManager(name -> answer(method));
                                            proxy.setManager(manager);
                                            assertThatExceptionOfType(
                                                            InvocationTargetException.class)
                                                    .isThrownBy(
                                                            () ->
                                                                    method.invoke(
                                                                            proxy,
                                                                            arguments(method)))
                                                    .withCauseInstanceOf(
                                                            UnavailableException.class);
                                            assertThat(manager.acquired).hasValue(0);
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> failuresPassThroughAndEndTheLease() {
        return operations()
                .map(
                        method ->
                                DynamicTest.dynamicTest(
                                        method.getName(),
                                        () -> {
                                            RecordingManager manager =
                                                    new RecordingManager(
                                                            name -> {
                                                                throw new NotFoundException(
                                                                        "no such thing");
                                                            });
                                            proxy.setManager(manager);
                                            assertThatExceptionOfType(
                                                            InvocationTargetException.class)
                                                    .isThrownBy(
                                                            () ->
                                                                    TenantContext.call(
                                                                            ANN,
                                                                            () ->
                                                                                    method.invoke(
                                                                                            proxy,
                                                                                            arguments(
                                                                                                    method))))
                                                    .withCauseInstanceOf(NotFoundException.class);
                                            assertThat(manager.leases).hasValue(0);
                                        }));
    }

    @Test
    void aStreamEndsItsLeaseAfterTheLastPiece() {
        Pieces pieces = new Pieces("a", "b");
        RecordingManager manager = streaming(pieces);
        QueryStream stream = stream();
        List<String> read = new ArrayList<>();
        stream.forEachRemaining(read::add);
        assertThat(read).containsExactly("a", "b");
        assertThat(manager.leases).hasValue(0);
        assertThat(pieces.closes).isEqualTo(1);
        stream.close();
        assertThat(pieces.closes).as("closing again is harmless").isEqualTo(1);
        assertThat(stream.hasNext()).isFalse();
    }

    @Test
    void aStreamThatFailsEndsItsLease() {
        RecordingManager manager = streaming(new Pieces("a", Pieces.FAIL, "c"));
        QueryStream stream = stream();
        stream.next();
        assertThatExceptionOfType(ModelFailureException.class).isThrownBy(stream::next);
        assertThat(manager.leases).hasValue(0);
        assertThat(stream.hasNext()).isFalse();
    }

    @Test
    void aStreamThatIsLeftEarlyEndsItsLeaseOnClose() {
        Pieces pieces = new Pieces("a", "b");
        RecordingManager manager = streaming(pieces);
        try (QueryStream stream = stream()) {
            assertThat(stream.next()).isEqualTo("a");
            assertThat(stream.live()).isTrue();
            assertThat(stream.data().mode()).isEqualTo(QueryMode.MIX);
            assertThat(manager.leases).hasValue(1);
        }
        assertThat(manager.leases).hasValue(0);
        assertThat(pieces.closes).isEqualTo(1);
    }

    @Test
    void aCallRefusedByAnEngineThatWasReplacedMeanwhileIsAnsweredByTheOther() {
        AtomicReference<Runnable> atFirst = new AtomicReference<>(() -> {});
        RecordingManager manager =
                new RecordingManager(
                        name -> {
                            atFirst.getAndSet(() -> {}).run();
                            return List.of("next");
                        });
        atFirst.set(
                () -> {
                    manager.replace(ANN.workspace());
                    throw new UnavailableException("replaced", Duration.ofSeconds(1));
                });
        proxy.setManager(manager);
        assertThat(TenantContext.call(ANN, proxy::labels)).containsExactly("next");
        assertThat(manager.acquired).hasValue(2);
        assertThat(manager.leases).hasValue(0);
    }

    @Test
    void aRefusalOfTheEngineThatStillServesIsNotTriedAgain() {
        RecordingManager manager =
                new RecordingManager(
                        name -> {
                            throw new UnavailableException("busy", Duration.ofSeconds(1));
                        });
        proxy.setManager(manager);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> TenantContext.call(ANN, proxy::labels))
                .withMessage("busy");
        assertThat(manager.calls).hasSize(1);
        assertThat(manager.leases).hasValue(0);
    }

    @Test
    void withoutAManagerCallsWaitAndThenFail() {
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> TenantContext.call(ANN, proxy::labels))
                .withMessageContaining("manager");
    }

    @Test
    void whoWaitsForTheManagerGetsIt() {
        LightRagProxy patient = new LightRagProxy(Duration.ofSeconds(30));
        CompletableFuture<List<String>> waiting =
                CompletableFuture.supplyAsync(() -> TenantContext.call(ANN, patient::labels));
        patient.setManager(new RecordingManager(name -> List.of("x")));
        assertThat(waiting.join()).containsExactly("x");
    }

    @Test
    void aManagerThatIsReplacedIsLeftAtOnce() {
        RecordingManager old = new RecordingManager(name -> List.of("old"));
        RecordingManager next = new RecordingManager(name -> List.of("new"));
        proxy.setManager(old);
        proxy.setManager(next);
        proxy.unsetManager(old);
        assertThat(TenantContext.call(ANN, proxy::labels)).containsExactly("new");
        proxy.unsetManager(next);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> TenantContext.call(ANN, proxy::labels));
    }

    @Test
    void aThousandParallelCallsNeverMeetTheWrongWorkspace() throws Exception {
        RecordingManager manager = new RecordingManager(name -> List.of());
        proxy.setManager(manager);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                Tenant tenant = i % 4 == 0 ? BOB : ANN;
                calls.add(threads.submit(() -> TenantContext.run(tenant, proxy::labels)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
        assertThat(manager.calls.stream().filter("bravo labels"::equals)).hasSize(250);
        assertThat(manager.calls.stream().filter("acme labels"::equals)).hasSize(750);
        assertThat(manager.leases).hasValue(0);
    }

    private RecordingManager streaming(Pieces pieces) {
        RecordingManager manager = new RecordingManager(name -> pieces);
        proxy.setManager(manager);
        return manager;
    }

    private QueryStream stream() {
        return TenantContext.call(
                ANN, () -> proxy.stream(QueryParam.of("q", QueryMode.MIX), s -> {}));
    }

    private static Stream<Method> operations() {
        return Stream.of(LightRag.class.getMethods());
    }

    /** Something of the right type, since only the routing is looked at. */
    private static @Nullable Object answer(Method method) {
        Class<?> type = method.getReturnType();
        if (type == boolean.class) {
            return true;
        }
        if (type == int.class) {
            return 7;
        }
        if (type == List.class) {
            return List.of("x");
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        return type == QueryStream.class ? new Pieces("a") : null;
    }

    private static Object[] arguments(Method method) {
        return Stream.of(method.getParameterTypes())
                .map(
                        type ->
                                type == boolean.class
                                        ? (Object) true
                                        : type == int.class ? (Object) 3 : null)
                .toArray();
    }
}
