package lightrag.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lightrag.api.LightRagException;
import lightrag.spi.storage.StorageProvider;
import lightrag.tenant.control.BindingControl;
import lightrag.tenant.control.StorageHandover;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps from a jar to the storage binding that opens all stores of its type: it is installed
 * beside the present one, tested on a scratch workspace, takes over workspace by workspace, and the
 * former one is uninstalled. Called by one thread at a time.
 */
final class StorageUpdates {

    private static final Logger LOG = LoggerFactory.getLogger(StorageUpdates.class);
    private static final Duration HANDOVER = Duration.ofMinutes(12);

    private final BindingControl control;
    private final EngineBundles bundles;
    private final ForeignCalls calls;
    private final JarStore store;
    private final StorageTrial trial;
    private final Events events;

    StorageUpdates(
            BindingControl control,
            EngineBundles bundles,
            ForeignCalls calls,
            JarStore store,
            StorageTrial trial,
            Events events) {
        this.control = control;
        this.bundles = bundles;
        this.calls = calls;
        this.store = store;
        this.trial = trial;
        this.events = events;
    }

    // ------------------------------------------------------------------ in

    /**
     * @param type that it must be of; empty: whichever it is of
     * @return what it does now
     * @throws RefusedException the former one goes on
     */
    String takeIn(BundleJar jar, Optional<String> type) throws RefusedException {
        Bundle former = installed(jar);
        String present = type(former);
        if (type.isPresent() && !type.get().equals(present)) {
            throw new RefusedException(
                    "Bundle %s is storage binding %s, not %s."
                            .formatted(jar.symbolicName(), present, type.get()));
        }
        Bundle next = bundles.bringIn(jar.file(), jar.version().toString());
        String kept = fileName(present, jar.version().toString());
        try {
            trial.run(storage(next), present);
            store.keep(jar.file(), kept);
            return replace(present, former, next);
        } catch (RefusedException | RuntimeException e) {
            takeOut(next);
            pruneStore();
            throw e;
        }
    }

    private Bundle installed(BundleJar jar) throws RefusedException {
        List<Bundle> installed =
                bundles.named(jar.symbolicName()).stream()
                        .filter(it -> EngineBundles.own(it, StorageProvider.class).isPresent())
                        .toList();
        if (installed.isEmpty()) {
            throw new RefusedException(
                    "Storage binding %s does not run here: a new binding comes in by a feature."
                            .formatted(jar.symbolicName()));
        }
        if (installed.stream().anyMatch(it -> it.getVersion().equals(jar.version()))) {
            throw new RefusedException(
                    "Version %s of %s is installed already; give the new one another version."
                            .formatted(jar.version(), jar.symbolicName()));
        }
        return installed.getFirst();
    }

    private ServiceReference<StorageProvider> storage(Bundle bundle) throws RefusedException {
        return bundles.service(bundle, StorageProvider.class, "register a storage binding");
    }

    private String type(Bundle bundle) throws RefusedException {
        ServiceReference<StorageProvider> reference = storage(bundle);
        try {
            return bundles.get(reference).type();
        } finally {
            bundles.unget(reference);
        }
    }

    private String replace(String type, Bundle former, Bundle next) throws RefusedException {
        StorageHandover done = handOver(type, next);
        if (!done.kept().isEmpty()) {
            handOver(type, former);
            throw new RefusedException("It can't open workspaces: " + done.kept());
        }
        takeOut(former);
        pruneStore();
        String message =
                "%d open workspaces of storage binding %s were handed over; calls waited %d ms at most."
                        .formatted(done.moved().size(), type, done.longest().toMillis());
        events.tell("storage.updated", next.getVersion().toString(), message);
        return message;
    }

    private StorageHandover handOver(String type, Bundle to) throws RefusedException {
        String version = to.getVersion().toString();
        return calls.call(version, "take over", HANDOVER, () -> control.handOver(type, version));
    }

    private void takeOut(Bundle bundle) {
        bundles.takeOut(bundle, bundle.getVersion().toString());
    }

    private static String fileName(String type, String version) {
        return type + "-" + version;
    }

    private void pruneStore() {
        store.prune(
                control.storagePlan().entrySet().stream()
                        .map(planned -> fileName(planned.getKey(), planned.getValue()))
                        .collect(Collectors.toSet()));
    }

    // ------------------------------------------------------------------ start

    /** What was brought in in a former run takes the place of what the server came with. */
    void restore() {
        store.removeParts();
        for (Map.Entry<String, String> planned : control.storagePlan().entrySet()) {
            try {
                restore(planned.getKey(), planned.getValue());
            } catch (RefusedException | LightRagException e) {
                LOG.error(
                        "Version {} of storage binding {} can't be installed: the one that is there"
                                + " opens stores",
                        planned.getValue(),
                        planned.getKey(),
                        e);
            }
        }
        pruneStore();
    }

    private void restore(String type, String version) throws RefusedException {
        Optional<Path> kept = store.find(fileName(type, version));
        if (kept.isEmpty()) {
            return;
        }
        List<Bundle> there = bundles.named(BundleJar.read(kept.get()).symbolicName());
        Optional<Bundle> same =
                there.stream().filter(it -> it.getVersion().toString().equals(version)).findFirst();
        Bundle planned = same.isPresent() ? same.get() : bundles.bringIn(kept.get(), version);
        storage(planned);
        handOver(type, planned);
        there.stream().filter(it -> !it.equals(planned)).forEach(this::takeOut);
    }
}
