package lightrag.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import lightrag.deploy.selftest.SelfTest;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.storage.StorageProvider;
import lightrag.tenant.control.EngineFleet;
import lightrag.tenant.control.EngineVersion;
import org.osgi.framework.ServiceReference;

/** Tries a storage binding on a scratch workspace, with the engine that serves. */
final class StorageTrial {

    private final EngineFleet fleet;
    private final EngineBundles bundles;
    private final ForeignCalls calls;
    private final Supplier<DeployOptions> options;
    private final Function<StorageProvider, SelfTest> selfTest;

    StorageTrial(
            EngineFleet fleet,
            EngineBundles bundles,
            ForeignCalls calls,
            Supplier<DeployOptions> options,
            Function<StorageProvider, SelfTest> selfTest) {
        this.fleet = fleet;
        this.bundles = bundles;
        this.calls = calls;
        this.options = options;
        this.selfTest = selfTest;
    }

    /**
     * @throws RefusedException it is of another type, or does not do what it should
     */
    void run(ServiceReference<StorageProvider> storage, String type) throws RefusedException {
        ServiceReference<LightRagFactory> engine =
                fleet.versions().stream()
                        .filter(one -> one.state() == EngineVersion.State.ACTIVE)
                        .findFirst()
                        .flatMap(active -> bundles.factory(active.version()))
                        .orElseThrow(
                                () -> new RefusedException("No engine is there to test it with."));
        calls.call(
                storage.getBundle().getVersion().toString(),
                "pass its self-test",
                options.get().testTime(),
                () -> {
                    StorageProvider provider = bundles.get(storage);
                    try {
                        requireType(provider, type);
                        run(engine, provider);
                        return true;
                    } finally {
                        bundles.unget(storage);
                    }
                });
    }

    private static void requireType(StorageProvider provider, String type) {
        if (!provider.type().equals(type)) {
            throw new IllegalStateException("it says it is storage binding " + provider.type());
        }
    }

    private void run(ServiceReference<LightRagFactory> engine, StorageProvider provider)
            throws Exception {
        Path scratch =
                Files.createTempDirectory(
                        Files.createDirectories(options.get().scratch()), "storage");
        try {
            selfTest.apply(provider).run(bundles.get(engine), scratch);
        } finally {
            bundles.unget(engine);
        }
    }
}
