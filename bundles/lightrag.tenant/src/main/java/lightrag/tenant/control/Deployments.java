package lightrag.tenant.control;

import java.io.InputStream;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Brings new versions of bundles into the running server, and takes them back. */
@ProviderType
public interface Deployments {

    /**
     * Installs a bundle beside the running ones, tests it and, when it passes, lets it serve.
     * Blocks until it serves or was refused; nobody is served by a version that is refused.
     *
     * @param fileName for messages
     * @param jar read to its end, not closed
     * @return what became of it; refusals are results, not exceptions
     * @throws lightrag.api.ConflictException another deployment is under way
     */
    Deployment deploy(String fileName, InputStream jar);

    /**
     * Lets the version before serve again, for all workspaces that are not assigned by name.
     *
     * @throws lightrag.api.NotFoundException there is none
     */
    Deployment rollback(String reason);

    /** The last ones, newest first. */
    List<Deployment> history();
}
