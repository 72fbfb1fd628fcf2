package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The engine versions of a server: as its framework has them, and as its operators see them.
 *
 * @param admin calls as an operator
 */
record EngineRoom(HouseServer server, Api admin) {

    /** The version of this checkout, with which every server comes. */
    static final String BUILT = "0.1.0";

    static EngineRoom of(HouseServer server) {
        Api admin = server.api().withKey(HouseServer.KEY_ADMIN);
        HouseServer.await(() -> admin.get("/admin/bundles/deployments").status() == 200);
        return new EngineRoom(server, admin);
    }

    /** Lets the version of this checkout serve, alone. */
    void reset() {
        if (!"ACTIVE".equals(states().get(BUILT))) {
            deploy(Repository.jar("lightrag.engine"));
        }
        awaitOnly(BUILT);
    }

    void deploy(Path jar) {
        Api.Reply reply = admin.deploy(jar);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    void refuses(Path jar, String... reasons) {
        Api.Reply reply = admin.deploy(jar);
        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.json().path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(reply.json().path("message").asString()).contains(reasons);
    }

    /** As its operators see them, by version. */
    Map<String, String> states() {
        return admin.get("/admin/engines")
                .json()
                .path("versions")
                .valueStream()
                .collect(
                        Collectors.toMap(
                                one -> one.path("version").asString(),
                                one -> one.path("state").asString()));
    }

    List<Bundle> installed() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> "lightrag.engine".equals(bundle.getSymbolicName()))
                .toList();
    }

    Bundle installed(String version) {
        return installed().stream()
                .filter(bundle -> version(bundle).equals(version))
                .findFirst()
                .orElseThrow();
    }

    void awaitOnly(String version) {
        HouseServer.await(
                () ->
                        installed().stream()
                                .map(EngineRoom::version)
                                .toList()
                                .equals(List.of(version)));
    }

    private static String version(Bundle bundle) {
        return bundle.getVersion().toString();
    }

    private BundleContext context() {
        return server.framework().context();
    }

    static WeakReference<ClassLoader> loader(Bundle bundle) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    static boolean collected(WeakReference<?> one) {
        System.gc();
        return one.get() == null;
    }

    /** Class loaders of the bundles that are started, or were to be, while something is done. */
    List<WeakReference<ClassLoader>> startedBy(Runnable action) {
        List<WeakReference<ClassLoader>> loaders = new CopyOnWriteArrayList<>();
        SynchronousBundleListener listener =
                event -> {
                    if (event.getType() == BundleEvent.STARTING) {
                        loaders.add(loader(event.getBundle()));
                    }
                };
        context().addBundleListener(listener);
        try {
            action.run();
            return loaders;
        } finally {
            context().removeBundleListener(listener);
        }
    }
}
