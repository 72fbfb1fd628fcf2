package lightrag.storage.sql;

import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageProvider;
import lightrag.spi.storage.WorkspaceStorage;
import org.osgi.service.component.annotations.Component;

/** The binding {@code h2}. */
@Component(service = StorageProvider.class)
public final class SqlStorageProvider implements StorageProvider {

    @Override
    public String type() {
        return "h2";
    }

    @Override
    public boolean atomic() {
        return true;
    }

    @Override
    public WorkspaceStorage open(StorageLocation location) {
        return SqlWorkspace.open(location);
    }

    @Override
    public void delete(StorageLocation location) {
        Database.delete(location.workspace().value(), location.directory());
    }
}
