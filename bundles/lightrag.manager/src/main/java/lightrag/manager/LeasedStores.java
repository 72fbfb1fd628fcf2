package lightrag.manager;

import java.nio.file.Path;
import java.util.Map;
import lightrag.manager.migration.Binding;
import lightrag.manager.migration.StoreOpener;
import lightrag.manager.migration.Stores;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageProvider;

/**
 * Opens stores of one workspace by the services that are installed; each holds its service until it
 * is closed.
 *
 * @param plan leases the service of a type
 */
record LeasedStores(WorkspaceFolder folder, Map<String, String> properties, StoragePlan plan)
        implements StoreOpener {

    @Override
    public Stores open(Binding binding) {
        return open(binding, plan.lease(binding.type()));
    }

    @Override
    public Stores open(Binding binding, Object provider) {
        return open(binding, plan.lease(binding.type(), provider));
    }

    private Stores open(Binding binding, ServiceLease<StorageProvider> provider) {
        try {
            return new Stores(
                    binding, provider.key(), provider.service().open(location(binding)), provider);
        } catch (RuntimeException | Error e) {
            provider.close();
            throw e;
        }
    }

    @Override
    public void delete(Binding binding) {
        try (ServiceLease<StorageProvider> provider = plan.lease(binding.type())) {
            provider.service().delete(location(binding));
        }
    }

    private StorageLocation location(Binding binding) {
        Path directory =
                binding.folder().isEmpty()
                        ? folder.stores()
                        : folder.stores().resolve(binding.folder());
        return new StorageLocation(folder.workspace(), directory, properties);
    }
}
