package lightrag.engine;

import java.util.Optional;
import lightrag.engine.rows.WorkspaceFacts;
import lightrag.spi.engine.Engine;
import lightrag.spi.engine.EngineContext;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.storage.Mutation;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Makes engines of this bundle's version. */
@Component(service = LightRagFactory.class, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class EngineFactory implements LightRagFactory {

    private final String version;

    @Activate
    public EngineFactory(BundleContext bundle) {
        this(bundle.getBundle().getVersion());
    }

    EngineFactory(Version version) {
        this.version = version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
    }

    @Override
    public String engineVersion() {
        return version;
    }

    @Override
    public Optional<Mutation.PutValue> embeddingFacts(String model, int dimension, long now) {
        return Optional.of(new WorkspaceFacts(model, dimension).put(now));
    }

    @Override
    public Engine open(EngineContext context) {
        return LightRagEngine.open(context, version);
    }
}
