package lightrag.house.engines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lightrag.spi.engine.Engine;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.engine.StorageFormat;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Registers the real engines of its bundle under the storage formats that a header names. A
 * migration leaves a row behind, and fails where the header says so.
 */
public final class FormatActivator implements BundleActivator {

    static final String FORMATS = "Test-Formats";

    /** A header: while the file of this name is there migrations fail. */
    static final String OBSTACLE = "Test-Obstacle";

    record Factory(LightRagFactory real, StorageFormat storageFormat, Path obstacle)
            implements LightRagFactory {

        @Override
        public String engineVersion() {
            return real.engineVersion();
        }

        @Override
        public Engine open(EngineContext context) {
            return real.open(context);
        }

        @Override
        public void migrate(WorkspaceStorage stores, int from) {
            stores.commit(
                    List.of(
                            new Mutation.PutValue(
                                    KeyValueNamespace.WORKSPACE_META,
                                    "test.migrated",
                                    new byte[] {(byte) from})),
                    Durability.SYNCED);
            if (Files.exists(obstacle)) {
                throw new IllegalStateException("half of the rows are rewritten");
            }
        }
    }

    @Override
    public void start(BundleContext context) throws ReflectiveOperationException {
        LightRagFactory real =
                (LightRagFactory)
                        context.getBundle()
                                .loadClass("lightrag.engine.EngineFactory")
                                .getConstructor(BundleContext.class)
                                .newInstance(context);
        String[] formats = context.getBundle().getHeaders().get(FORMATS).split(",");
        context.registerService(
                LightRagFactory.class,
                new Factory(
                        real,
                        new StorageFormat(
                                Integer.parseInt(formats[0]), Integer.parseInt(formats[1])),
                        Path.of(context.getBundle().getHeaders().get(OBSTACLE))),
                null);
    }

    @Override
    public void stop(BundleContext context) {}
}
