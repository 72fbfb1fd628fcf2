package lightrag.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import lightrag.api.NewDocument;
import lightrag.api.UnavailableException;
import lightrag.api.WorkspaceId;
import lightrag.spi.engine.LightRagFactory;
import lightrag.spi.model.ModelGateway;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.text.TokenizerProvider;
import lightrag.tenant.control.LightRagLease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.ComponentServiceObjects;

/** The manager in a real framework that stops. */
@Timeout(60)
class FrameworkStopTest {

    private static final WorkspaceId A = new WorkspaceId("acme");

    @TempDir Path folder;

    @Test
    void workIsLeftSafelyBeforeTheFirstServiceGoes() throws Exception {
        Framework framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow()
                        .newFramework(
                                Map.of(
                                        Constants.FRAMEWORK_STORAGE,
                                        folder.resolve("cache").toString()));
        framework.start();
        BundleContext context = framework.getBundleContext();
        LedgerProvider stores = new LedgerProvider();
        LedgerFactory engines = new LedgerFactory("1.0.0").with(Gate.shut());
        DefaultRagManager manager =
                new DefaultRagManager(
                        context,
                        config(),
                        Narrow.as(ConfigurationAdmin.class, new NoConfigurations()),
                        Narrow.as(TokenizerProvider.class, this));
        manager.addStorage(objects(context, StorageProvider.class, stores));
        manager.addFactory(objects(context, LightRagFactory.class, engines));
        manager.addGateway(objects(context, ModelGateway.class, House.gateway()));
        manager.start();
        try (LightRagLease lease = manager.acquire(A)) {
            lease.engine().insert(List.of(new NewDocument("text", "a.txt", Optional.empty())));
        }
        assertThat(stores.open()).isEqualTo(1);

        framework.stop();
        framework.waitForStop(30_000);

        assertThat(stores.open()).isZero();
        assertThat(engines.open()).isZero();
        assertThat(folder.resolve("rag_storage/acme/unfinished")).exists();
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> manager.acquire(A))
                .withMessageContaining("shutting down");
    }

    private DefaultRagManager.Config config() {
        return (DefaultRagManager.Config)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {DefaultRagManager.Config.class},
                        (proxy, method, arguments) -> setting(method));
    }

    private Object setting(Method method) {
        return switch (method.getName()) {
            case "working_dir" -> folder.resolve("rag_storage").toString();
            case "input_dir" -> folder.resolve("inputs").toString();
            default -> method.getDefaultValue();
        };
    }

    private static <S> ComponentServiceObjects<S> objects(
            BundleContext context, Class<S> type, S service) {
        ServiceReference<S> reference = context.registerService(type, service, null).getReference();
        ServiceObjects<S> objects = context.getServiceObjects(reference);
        return new ComponentServiceObjects<>() {
            @Override
            public S getService() {
                return objects.getService();
            }

            @Override
            public void ungetService(S given) {
                objects.ungetService(given);
            }

            @Override
            public ServiceReference<S> getServiceReference() {
                return reference;
            }
        };
    }

    static final class NoConfigurations {
        Configuration[] listConfigurations(String filter) {
            return new Configuration[0];
        }
    }
}
