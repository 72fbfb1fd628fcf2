package lightrag.tenant.control;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The server's configurations and their changes at run time. Each has three layers: what the server
 * was started with, above it what was changed here, above that the operator's file of the same
 * name. So a file can't be overruled, and what is changed here outlasts a restart.
 */
@ProviderType
public interface SettingsControl {

    /**
     * All configurations with settings, workspaces' own ones ({@code …workspace~name}) included.
     */
    List<String> pids();

    /**
     * @throws lightrag.api.NotFoundException there is no such configuration
     */
    SettingsState settings(String pid);

    /**
     * Changes settings; on disk and with Config Admin when this returns.
     *
     * @param changes by dotted name; an empty value takes a change away
     * @throws lightrag.api.NotFoundException there is no such configuration
     * @throws lightrag.api.InvalidInputException a name is unknown or a value can't be used
     * @throws lightrag.api.ConflictException a setting is the operator's file's
     * @throws lightrag.api.StorageFailureException it can't be written down; nothing was changed
     */
    SettingsState change(String pid, Map<String, String> changes);
}
