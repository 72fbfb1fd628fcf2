package lightrag.tenant.control;

import java.io.InputStream;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Brings new versions of bundles into the running server, and takes them back. */
@ProviderType
public interface Deployments {

    /**
     * Installs a bundle beside the running ones, tests it and, when it passes and is wished, lets
     * it serve. Blocks until it serves or was refused; nobody is served by a version that is
     * refused.
     *
     * @param fileName for messages
     * @param jar read to its end, not closed
     * @param activate whether it serves all workspaces that are not assigned elsewhere; otherwise
     *     it stands by until it is assigned or activated, and until the server stops
     * @return what became of it; refusals are results, not exceptions
     * @throws lightrag.api.ConflictException another deployment is under way
     */
    default Deployment deploy(String fileName, InputStream jar, boolean activate) {
        return deploy(fileName, jar, activate, false);
    }

    /**
     * As {@link #deploy(String, InputStream, boolean)}.
     *
     * @param migrate whether it may bring the workspaces into a newer storage format for that; else
     *     a version that would have to is refused
     */
    Deployment deploy(String fileName, InputStream jar, boolean activate, boolean migrate);

    /**
     * Installs a new version of a storage binding's bundle beside the present one, tests it, has it
     * open all stores of its type and uninstalls the former one. Blocks until that is done or it
     * was refused; then the former one goes on. {@link #deploy} does the same with such a jar.
     *
     * @param type that it must be of
     * @param fileName for messages
     * @param jar read to its end, not closed
     * @throws lightrag.api.ConflictException another deployment is under way
     */
    Deployment updateStorage(String type, String fileName, InputStream jar);

    /**
     * Lets the version before serve again, for all workspaces that are not assigned by name.
     *
     * @throws lightrag.api.NotFoundException there is none
     */
    Deployment rollback(String reason);

    /** The last ones, newest first. */
    List<Deployment> history();

    /** What of refused or replaced versions is still in memory, since a thread does not end. */
    List<LeftBehind> leftBehind();
}
