package lightrag.tenant.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Groups of bundles that belong together and come and go together while the server runs. What was
 * changed holds until the server stops.
 */
@ProviderType
public interface Features {

    /** All there are, by name. */
    List<FeatureState> features();

    /**
     * Installs and starts the bundles of a feature that are not there yet; all of them or none.
     *
     * @throws lightrag.api.NotFoundException there is no such feature
     * @throws lightrag.api.ConflictException it can't be started; says why
     */
    FeatureState install(String name);

    /** As {@link #remove(String, boolean)}, without force. */
    default FeatureState remove(String name) {
        return remove(name, false);
    }

    /**
     * Stops and uninstalls the bundles of a feature that no other installed one has. Native
     * libraries stay, since a process can't load them twice.
     *
     * @param force also when workspaces are on a storage binding of it; these are unavailable until
     *     it is installed again
     * @throws lightrag.api.NotFoundException there is no such feature
     * @throws lightrag.api.ConflictException it is not installed, is in use, or can't be removed
     *     from a running server; says why
     */
    FeatureState remove(String name, boolean force);
}
