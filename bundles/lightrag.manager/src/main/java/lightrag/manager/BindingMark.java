package lightrag.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import lightrag.api.ConflictException;
import lightrag.api.UnavailableException;

/**
 * Says in a workspace's folder which storage binding its stores belong to. Without it a changed
 * setting would open empty stores beside the full ones.
 */
final class BindingMark {

    private static final String FILE = "stores.binding";

    private final WorkspaceFolder folder;
    private final Path file;

    BindingMark(WorkspaceFolder folder) {
        this.folder = folder;
        this.file = folder.stores().resolve(FILE);
    }

    /**
     * @throws ConflictException the stores belong to another binding
     */
    void require(String type) {
        try {
            String owner = Files.exists(file) ? Files.readString(file).strip() : type;
            if (!owner.equals(type)) {
                throw new ConflictException(
                        "Workspace "
                                + folder.workspace()
                                + " is stored by "
                                + owner
                                + ", but its settings name "
                                + type
                                + ": set the storage back to "
                                + owner
                                + ", or use another workspace.");
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Called when the stores are open: a failed first opening binds nothing. */
    void write(String type) {
        if (Files.exists(file)) {
            return;
        }
        try {
            Path next = Files.writeString(file.resolveSibling(FILE + ".new"), type);
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private UnavailableException unusable(IOException cause) {
        return new UnavailableException(
                "The folder of workspace "
                        + folder.workspace()
                        + " can't be used: check permissions and free space.",
                Duration.ofSeconds(5),
                cause);
    }
}
