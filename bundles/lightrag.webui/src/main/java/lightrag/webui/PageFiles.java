package lightrag.webui;

import java.util.Optional;

/** Where pages come from. */
interface PageFiles {

    /**
     * Finds a file.
     *
     * @param path within the folder, without leading slash, escapes resolved, unchecked
     * @return empty when there is no such file or the path leads out of the folder
     */
    Optional<PageFile> find(String path);
}
