package lightrag.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import lightrag.testkit.felix.Await;
import lightrag.testkit.felix.EmbeddedServer;
import lightrag.testkit.felix.ServerSettings;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The assembled server in the test's own JVM, with the users that tests act as. */
final class HouseServer implements AutoCloseable {

    static final String KEY_A = "sk-house-a";
    static final String KEY_B = "sk-house-b";
    static final String KEY_ADMIN = "sk-house-admin";
    static final String KEY_READER = "sk-house-reader";

    private final EmbeddedServer server;

    private HouseServer(EmbeddedServer server) {
        this.server = server;
    }

    static HouseServer withUsers() {
        Path folder = folder();
        return start(settings(folder).withUsers(write(folder.resolve("users.json"), users())));
    }

    static HouseServer start(ServerSettings settings) {
        return new HouseServer(EmbeddedServer.start(settings));
    }

    /** Settings of a server with nothing in its way: no sign-in limit. */
    static ServerSettings settings(Path folder) {
        return ServerSettings.in(folder).with("LOG_LEVEL", "WARNING");
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("house");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path file, Map<String, Object> json) {
        try {
            return Files.writeString(file, Api.JSON.writeValueAsString(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tenant A, tenant B, a reader of A's workspace and an admin. */
    static Map<String, Object> users() {
        return Map.of(
                "users",
                List.of(
                        user("anna", KEY_A, "tenant_a", "user"),
                        user("ben", KEY_B, "tenant_b", "user"),
                        user("rita", KEY_READER, "tenant_a", "reader"),
                        user("odo", KEY_ADMIN, "operations", "admin")));
    }

    static Map<String, Object> user(String name, String key, String workspace, String role) {
        return Map.of(
                "username",
                name,
                "password",
                "password-of-" + name,
                "api_key",
                key,
                "workspace",
                workspace,
                "role",
                role);
    }

    Api api() {
        return new Api(url());
    }

    String url() {
        return server.url().toString();
    }

    EmbeddedServer framework() {
        return server;
    }

    static void await(Callable<Boolean> condition) {
        Await.until(Duration.ofMinutes(1), "it happens", condition);
    }

    @Override
    public void close() {
        server.close();
    }

    private static ServiceReference<?> reference(BundleContext context) {
        try {
            return context.getAllServiceReferences("lightrag.tenant.control.RagManager", null)[0];
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * One of the manager's gauges. Asked by reflection: the test's classes are not the framework's.
     */
    long gauge(String name) {
        Object gauges = ofManager("gauges", (manager, method) -> method.invoke(manager));
        return ((Number) ((Map<?, ?>) gauges).get(name)).longValue();
    }

    /**
     * Keeps the engine of a workspace in use, as a long answer does, until it is closed. Taken on a
     * thread of its own, which is interrupted when that takes too long.
     */
    AutoCloseable lease(String workspace) {
        return CompletableFuture.supplyAsync(
                        () -> acquire(workspace), task -> Thread.ofVirtual().start(task))
                .join();
    }

    private AutoCloseable acquire(String workspace) {
        return (AutoCloseable)
                ofManager(
                        "acquire",
                        (manager, method) ->
                                method.invoke(
                                        manager,
                                        method.getParameterTypes()[0]
                                                .getConstructor(String.class)
                                                .newInstance(workspace)));
    }

    @FunctionalInterface
    private interface Call {
        Object of(Object manager, Method method) throws ReflectiveOperationException;
    }

    private Object ofManager(String name, Call call) {
        BundleContext context = server.context();
        ServiceReference<?> reference = reference(context);
        Object manager = context.getService(reference);
        try {
            Method method =
                    Arrays.stream(manager.getClass().getInterfaces())
                            .filter(type -> type.getSimpleName().equals("RagManager"))
                            .flatMap(type -> Arrays.stream(type.getMethods()))
                            .filter(one -> one.getName().equals(name))
                            .findFirst()
                            .orElseThrow();
            return call.of(manager, method);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        } finally {
            context.ungetService(reference);
        }
    }
}
