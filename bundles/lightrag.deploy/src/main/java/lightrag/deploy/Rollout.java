package lightrag.deploy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import lightrag.api.ConflictException;
import lightrag.api.LightRagException;
import lightrag.api.NotFoundException;
import lightrag.deploy.selftest.SelfTest;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.storage.StorageProvider;
import lightrag.tenant.control.Deployment;
import lightrag.tenant.control.Deployment.Outcome;
import lightrag.tenant.control.Deployments;
import lightrag.tenant.control.EngineFleet;
import lightrag.tenant.control.EngineVersion;
import lightrag.tenant.control.FleetPlan;
import lightrag.tenant.control.Handover;
import lightrag.tenant.control.LeftBehind;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps from a jar to an engine that serves, and the way back. One at a time. */
final class Rollout implements Deployments {

    private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);
    private static final int HISTORY = 100;
    private static final String UNDER_WAY =
            "Another deployment is under way; try again when it is done.";
    private static final Duration HANDOVER = Duration.ofMinutes(12);
    private static final Duration TURN = Duration.ofSeconds(90);

    /** A little longer than the manager leaves any call on an engine that was replaced. */
    private static final Duration FORMER_COPY = Duration.ofMinutes(11);

    private final EngineFleet fleet;
    private final EngineBundles bundles;
    private final ForeignCalls calls;
    private final JarStore store;
    private final Supplier<DeployOptions> options;
    private final Supplier<SelfTest> selfTest;
    private final StorageUpdates storages;
    private final Events events;
    private final Watch watch;
    private final Retirements retirements;
    private final ReentrantLock turn = new ReentrantLock();
    private final Deque<Deployment> history = new ArrayDeque<>();

    Rollout(
            EngineFleet fleet,
            EngineBundles bundles,
            ForeignCalls calls,
            JarStore store,
            Supplier<DeployOptions> options,
            Supplier<SelfTest> selfTest,
            StorageUpdates storages,
            Events events) {
        this.fleet = fleet;
        this.bundles = bundles;
        this.calls = calls;
        this.store = store;
        this.options = options;
        this.selfTest = selfTest;
        this.storages = storages;
        this.events = events;
        this.watch = new Watch(fleet, options, this::rollback);
        this.retirements = new Retirements(fleet);
    }

    // ------------------------------------------------------------------ in

    /**
     * What whoever brings a version wants of it.
     *
     * @param migrate whether it may bring the stores into another format for that
     */
    private record Wish(boolean activate, boolean migrate) {}

    @Override
    public Deployment deploy(String fileName, InputStream jar, boolean activate, boolean migrate) {
        return attempt(fileName, jar, new Wish(activate, migrate), Optional.empty());
    }

    @Override
    public Deployment updateStorage(String type, String fileName, InputStream jar) {
        return attempt(fileName, jar, new Wish(true, false), Optional.of(type));
    }

    private Deployment attempt(
            String fileName, InputStream jar, Wish wish, Optional<String> storage) {
        Instant start = Instant.now();
        Path spooled = store.spool(jar);
        try {
            return remember(attempt(fileName, spooled, wish, storage, start));
        } finally {
            JarStore.remove(spooled);
        }
    }

    private Deployment attempt(
            String fileName, Path spooled, Wish wish, Optional<String> storage, Instant start) {
        String name = "";
        String version = "";
        try {
            BundleJar jar = BundleJar.read(spooled);
            name = jar.symbolicName();
            version = jar.version().toString();
            requireAllowed(jar);
            String message;
            if (storage.isPresent() || jar.provides(StorageProvider.class)) {
                message = storageInTurn(jar, wish.activate(), storage);
            } else {
                EngineJar engine = EngineJar.of(jar);
                version = engine.version();
                message = inTurn(engine, wish);
            }
            Outcome outcome = wish.activate() ? Outcome.ACTIVE : Outcome.STANDBY;
            return new Deployment(fileName, name, version, outcome, message, start, since(start));
        } catch (ConflictException e) {
            throw e;
        } catch (RefusedException | LightRagException e) {
            String reason = String.valueOf(e.getMessage());
            LOG.warn("{} is refused: {}", fileName, reason, e.getCause());
            events.tell(
                    storage.isPresent() ? "storage.refused" : "engine.refused",
                    version,
                    fileName + ": " + reason);
            return new Deployment(
                    fileName, name, version, Outcome.REFUSED, reason, start, since(start));
        }
    }

    private static Duration since(Instant start) {
        return Duration.between(start, Instant.now());
    }

    private void requireAllowed(BundleJar jar) throws RefusedException {
        Set<String> digests = options.get().digests();
        if (!digests.isEmpty() && !digests.contains(jar.digest())) {
            throw new RefusedException(
                    "Its digest " + jar.digest() + " is not among those allowed.");
        }
    }

    private String storageInTurn(BundleJar jar, boolean activate, Optional<String> type)
            throws RefusedException {
        if (!activate) {
            throw new RefusedException(
                    "A storage binding can't stand by: files of a workspace have one owner.");
        }
        lockTurn(UNDER_WAY);
        try {
            return storages.takeIn(jar, type);
        } catch (ConflictException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        } finally {
            turn.unlock();
        }
    }

    private String inTurn(EngineJar jar, Wish wish) throws RefusedException {
        boolean calledBack = takeTurn(jar, wish.activate());
        try {
            if (calledBack) {
                return serveAgain(jar.version(), wish.migrate());
            }
            requireNew(jar);
            return takeIn(jar, wish);
        } catch (ConflictException e) {
            // of this version with what is there; one with another deployment comes from the turn
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Takes the turn. A former copy of the version that still ends its last calls is called back
     * when it is to serve again and is the same jar; else it is waited for, without the turn.
     *
     * @return whether it was called back
     */
    private boolean takeTurn(EngineJar jar, boolean activate) throws RefusedException {
        while (true) {
            lockTurn(UNDER_WAY);
            Optional<CompletableFuture<Void>> gone = retirements.gone(jar.version());
            if (gone.isEmpty()) {
                return false;
            }
            if (activate && isInstalled(jar) && retirements.callBack(jar.version())) {
                return true;
            }
            turn.unlock();
            Deadline.await(
                    "find the former copy of version " + jar.version() + " gone",
                    FORMER_COPY,
                    gone.get());
        }
    }

    private void lockTurn(String otherwise) {
        try {
            if (!turn.tryLock(TURN.toSeconds(), TimeUnit.SECONDS)) {
                throw new ConflictException(otherwise);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConflictException("The call was cancelled.");
        }
    }

    private boolean isInstalled(EngineJar jar) throws RefusedException {
        Optional<Path> installed = bundles.installedJar(jar.version());
        return installed.isPresent()
                && EngineJar.read(installed.get()).digest().equals(jar.digest());
    }

    private String serveAgain(String version, boolean migrate) throws RefusedException {
        try {
            return activate(version, migrate);
        } catch (RefusedException | RuntimeException e) {
            retire(version);
            throw e;
        }
    }

    private void requireNew(EngineJar jar) throws RefusedException {
        if (bundles.stays(jar.version())) {
            throw new RefusedException(
                    "A former copy of version "
                            + jar.version()
                            + " hangs and can't be uninstalled; give the new one another version.");
        }
        if (find(jar.version()).isPresent()) {
            throw new RefusedException(
                    "Engine version "
                            + jar.version()
                            + " is installed already; give the new one another version.");
        }
    }

    private String takeIn(EngineJar jar, Wish wish) throws RefusedException {
        String version = jar.version();
        fleet.bar(version, "It is being tested.");
        Bundle bundle = bundles.bringIn(jar.file(), version);
        try {
            test(bundle, version);
            store.keep(jar.file(), version);
            fleet.unbar(version);
            return wish.activate() ? activate(version, wish.migrate()) : "It stands by.";
        } catch (RefusedException | RuntimeException e) {
            fleet.bar(version, String.valueOf(e.getMessage()));
            remove(version);
            throw e;
        }
    }

    private void test(Bundle bundle, String version) throws RefusedException {
        ServiceReference<LightRagFactory> reference = bundles.factory(bundle);
        Duration limit = options.get().testTime();
        calls.call(
                version,
                "pass its self-test",
                limit,
                () -> {
                    Path scratch =
                            Files.createTempDirectory(
                                    Files.createDirectories(options.get().scratch()), "test");
                    LightRagFactory factory = bundles.get(reference);
                    try {
                        if (!factory.engineVersion().equals(version)) {
                            throw new IllegalStateException(
                                    "its engine says it is version " + factory.engineVersion());
                        }
                        selfTest.get().run(factory, scratch);
                        return true;
                    } finally {
                        bundles.unget(reference);
                    }
                });
        events.tell("engine.tested", version, "It has passed its self-test.");
    }

    private String activate(String version, boolean migrate) throws RefusedException {
        Optional<EngineVersion> before = active();
        Handover handover = await(fleet.activate(version, migrate));
        if (!handover.kept().isEmpty()) {
            await(fleet.rollback());
            throw new RefusedException("It can't open workspaces: " + handover.kept());
        }
        String message =
                handover.moved().size() + " open workspaces were handed over." + unconfirmed();
        events.tell("engine.activated", version, message);
        before.ifPresent(old -> watch.start(version, old));
        before.map(EngineVersion::version)
                .filter(old -> !old.equals(version))
                .ifPresent(this::retire);
        pruneStore();
        return message;
    }

    private String unconfirmed() {
        return fleet.plan().unconfirmed()
                ? " Their former stores are kept until the new storage format is confirmed."
                : "";
    }

    private Optional<EngineVersion> active() {
        return fleet.versions().stream()
                .filter(one -> one.state() == EngineVersion.State.ACTIVE)
                .findFirst();
    }

    private Optional<EngineVersion> find(String version) {
        return fleet.versions().stream().filter(one -> one.version().equals(version)).findFirst();
    }

    private static Handover await(CompletionStage<Handover> change) throws RefusedException {
        return Deadline.await("take over", HANDOVER, change.toCompletableFuture());
    }

    // ------------------------------------------------------------------ out

    /** Uninstalls a version that the plan does not name any more, with its last lease. */
    private void retire(String version) {
        retirements.begin(
                version,
                true,
                gone -> {
                    bundles.takeOut(gone);
                    events.tell("engine.retired", gone, "It is uninstalled.");
                });
    }

    /** As {@link #retire}, and its jar goes too. */
    private void remove(String version) {
        retirements.begin(
                version,
                false,
                gone -> {
                    bundles.takeOut(gone);
                    store.find(gone).ifPresent(JarStore::remove);
                    fleet.unbar(gone);
                });
    }

    private void pruneStore() {
        FleetPlan plan = fleet.plan();
        Set<String> needed = new TreeSet<>(plan.versions());
        plan.previous().ifPresent(needed::add);
        fleet.versions().forEach(one -> needed.add(one.version()));
        store.prune(needed);
    }

    @Override
    public Deployment rollback(String reason) {
        lockTurn("A deployment is under way; roll back when it is done.");
        try {
            return remember(wayBack(reason));
        } finally {
            turn.unlock();
        }
    }

    private Deployment wayBack(String reason) {
        Instant start = Instant.now();
        FleetPlan plan = fleet.plan();
        String bad = plan.active().orElse("");
        String previous =
                plan.previous()
                        .orElseThrow(
                                () ->
                                        new NotFoundException(
                                                "No engine version was active before this one."));
        try {
            bringBack(previous);
            Handover handover = await(fleet.rollback());
            watch.stop();
            if (!bad.isEmpty()) {
                fleet.bar(bad, reason);
                remove(bad);
            }
            String message =
                    "Engine "
                            + previous
                            + " serves again, "
                            + handover.moved().size()
                            + " open workspaces went back: "
                            + reason
                            + (handover.kept().isEmpty()
                                    ? ""
                                    : " These did not: " + handover.kept());
            events.tell("engine.rolledback", bad, message);
            return new Deployment("", "", bad, Outcome.ROLLED_BACK, message, start, since(start));
        } catch (RefusedException e) {
            throw new ConflictException(
                    "The way back to engine " + previous + " failed: " + e.getMessage());
        }
    }

    private void bringBack(String version) throws RefusedException {
        retirements.callBack(version);
        if (find(version).isPresent()) {
            return;
        }
        Path jar =
                bundles.jar(version)
                        .orElseThrow(
                                () -> new RefusedException("its jar is not in the store any more"));
        bundles.factory(bundles.bringIn(jar, version));
    }

    // ------------------------------------------------------------------ start

    /** What the plan names and the server did not come with is brought in from the store. */
    void restore() {
        turn.lock();
        try {
            store.removeParts();
            FleetPlan plan = fleet.plan();
            for (String version : plan.versions()) {
                try {
                    bringBack(version);
                } catch (RefusedException e) {
                    LOG.error("Engine {} of the plan can't be installed", version, e);
                }
            }
            plan.active().filter(active -> find(active).isPresent()).ifPresent(this::retireOlder);
            pruneStore();
        } finally {
            turn.unlock();
        }
    }

    /** A version that came with the server and has been replaced in a former run. */
    private void retireOlder(String active) {
        List<String> order = fleet.versions().stream().map(EngineVersion::version).toList();
        order.subList(0, order.indexOf(active)).stream()
                .filter(version -> !fleet.plan().versions().contains(version))
                .forEach(this::retire);
    }

    void close() {
        watch.stop();
    }

    @Override
    public List<LeftBehind> leftBehind() {
        return calls.unended();
    }

    /** What could not be uninstalled is, as soon as it can be. */
    void tidy() {
        bundles.takeOutStaying();
    }

    // ------------------------------------------------------------------ what was

    private Deployment remember(Deployment deployment) {
        synchronized (history) {
            history.addFirst(deployment);
            if (history.size() > HISTORY) {
                history.removeLast();
            }
        }
        return deployment;
    }

    @Override
    public List<Deployment> history() {
        synchronized (history) {
            return List.copyOf(history);
        }
    }
}
