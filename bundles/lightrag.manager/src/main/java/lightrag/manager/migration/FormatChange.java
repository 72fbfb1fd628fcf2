package lightrag.manager.migration;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightrag.api.ConflictException;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.LightRagException;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the stores of one workspace into another engine's format, and back. Nobody else has them
 * open meanwhile. A copy is rewritten, never the stores themselves: these are kept as they were
 * until the new format is confirmed. A kill at any moment leaves the stores before or those after.
 */
public final class FormatChange {

    private static final Logger LOG = LoggerFactory.getLogger(FormatChange.class);

    /** What an engine does to stores of an older format. */
    @FunctionalInterface
    public interface Rewrite {

        /**
         * @param from format of the stores
         */
        void run(WorkspaceStorage stores, int from);
    }

    private final Path folder;
    private final StoreOpener opener;
    private final BindingsFile file;

    /**
     * @param folder of the workspace
     */
    public FormatChange(Path folder, StoreOpener opener) {
        this.folder = folder;
        this.opener = opener;
        this.file = new BindingsFile(folder);
    }

    /**
     * Whether stores are kept that a move to another binding left, which has to be confirmed first.
     *
     * @param folder of a workspace
     */
    public static boolean blocked(Path folder) {
        return phase(folder).filter(FormatChange::blocks).isPresent();
    }

    private static boolean blocks(Bindings.Phase phase) {
        return phase == Bindings.Phase.KEPT || phase == Bindings.Phase.STALE;
    }

    private static Optional<Bindings.Phase> phase(Path folder) {
        return new BindingsFile(folder).read().map(Bindings::phase);
    }

    /**
     * Rewrites a copy of the stores in force and puts it in force.
     *
     * @throws ConflictException it can't be done; nothing has changed
     */
    public void forward(int to, Rewrite rewrite) {
        Bindings now = file.read().orElseThrow();
        if (blocks(now.phase())) {
            throw new ConflictException(
                    "Former stores are kept after a move: confirm it or take it back first.");
        }
        Binding source = now.inForce();
        Binding target = source.in(StorageMover.freeFolder(folder, source));
        file.write(new Bindings(source, Optional.of(target), Bindings.Phase.COPYING));
        try {
            copy(source, target);
            rewrite(target, to, rewrite);
        } catch (RuntimeException | LinkageError e) {
            SwitchableStorage.deleteQuietly(opener, target);
            file.write(Bindings.single(source));
            LOG.warn("{} stays in its storage format", folder, e);
            throw e instanceof LightRagException known
                    ? known
                    : new ConflictException(
                            "The stores can't be brought into format " + to + ": " + e);
        }
        file.write(new Bindings(target, Optional.of(source), Bindings.Phase.FORMER_FORMAT));
        LOG.info("{} is in storage format {} now; the former stores are kept", folder, to);
    }

    private void copy(Binding source, Binding target) {
        try (Stores stores = opener.open(source)) {
            stores.storage().checkpoint(folder.resolve(target.folder()));
        }
    }

    private void rewrite(Binding target, int to, Rewrite rewrite) {
        try (Stores stores = opener.open(target)) {
            rewrite.run(stores.storage(), FormatRow.read(stores.storage()));
            stores.storage().commit(List.of(FormatRow.put(to)), Durability.SYNCED);
        }
    }

    /**
     * Puts the former stores in force again. What was accepted since waits in them to be indexed
     * anew; what else was changed since is given up with the stores in the newer format.
     *
     * @throws ConflictException there are none
     */
    public void back() {
        Bindings now = file.read().orElseThrow();
        Binding former =
                now.other()
                        .filter(other -> now.phase() == Bindings.Phase.FORMER_FORMAT)
                        .orElseThrow(
                                () ->
                                        new ConflictException(
                                                "The stores of the former format are not there any more."));
        int documents = bringBack(now.inForce(), former);
        file.write(Bindings.single(former));
        SwitchableStorage.deleteQuietly(opener, now.inForce());
        LOG.info("{} is in its former format; {} documents are indexed anew", folder, documents);
    }

    private int bringBack(Binding newer, Binding older) {
        try (Stores from = opener.open(newer);
                Stores to = opener.open(older)) {
            List<DocumentRecord> added = new ArrayList<>();
            from.storage()
                    .docStatus()
                    .forEach(
                            row -> {
                                if (to.storage().docStatus().get(row.id()).isEmpty()) {
                                    added.add(row);
                                }
                                return true;
                            });
            added.forEach(row -> accept(row, from.storage(), to.storage()));
            return added.size();
        }
    }

    private static void accept(DocumentRecord row, WorkspaceStorage from, WorkspaceStorage to) {
        List<Mutation> mutations = new ArrayList<>();
        mutations.add(new Mutation.PutDocument(waiting(row)));
        from.keyValues(KeyValueNamespace.FULL_DOCS)
                .get(row.id())
                .map(text -> new Mutation.PutValue(KeyValueNamespace.FULL_DOCS, row.id(), text))
                .ifPresent(mutations::add);
        to.commit(mutations, Durability.SYNCED);
    }

    /** As when it was accepted; what had failed stays failed. */
    private static DocumentRecord waiting(DocumentRecord row) {
        return row.status() == DocStatus.FAILED
                ? row
                : new DocumentRecord(
                        row.id(),
                        DocStatus.PENDING,
                        row.contentSummary(),
                        row.contentLength(),
                        row.filePath(),
                        row.createdAt(),
                        Instant.now(),
                        row.trackId(),
                        row.contentHash(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        row.metadata());
    }
}
