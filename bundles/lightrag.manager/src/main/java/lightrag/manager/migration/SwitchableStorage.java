package lightrag.manager.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lightrag.api.ConflictException;
import lightrag.api.StorageFailureException;
import lightrag.api.UnavailableException;
import lightrag.spi.storage.DocStatusStorage;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.GraphStorage;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.KeyValueStorage;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.StorageStatistics;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorStorage;
import lightrag.spi.storage.WorkspaceStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores an engine works with, whichever are in force. Reads take no part in a switch: one that
 * began before it ends on the former stores, which stay open. Commits wait while it takes place.
 */
public final class SwitchableStorage implements WorkspaceStorage {

    private static final Logger LOG = LoggerFactory.getLogger(SwitchableStorage.class);
    private static final Duration CATCH_UP = Duration.ofSeconds(5);

    /** How long a switch waits, with commits going on, for the second stores to come near. */
    private static final Duration APPROACH = Duration.ofSeconds(1);

    /** How long an engine of a former embedding model waits for the new one to answer. */
    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(30);

    private final String workspace;
    private final StoreOpener opener;
    private final BindingsFile file;
    private final VectorMaker maker;
    private final Set<PinnedStorage> views = ConcurrentHashMap.newKeySet();
    private final ReentrantReadWriteLock commits = new ReentrantReadWriteLock();
    private volatile Stores inForce;
    private volatile Bindings bindings;
    private volatile Optional<Stores> second = Optional.empty();
    private volatile Optional<Following> following = Optional.empty();

    private SwitchableStorage(
            String workspace,
            StoreOpener opener,
            BindingsFile file,
            VectorMaker maker,
            Bindings bindings,
            Stores inForce) {
        this.workspace = workspace;
        this.opener = opener;
        this.file = file;
        this.maker = maker;
        this.bindings = bindings;
        this.inForce = inForce;
    }

    /**
     * Opens the stores in force and, where the former ones are kept, those too. What is left of an
     * unfinished copy is deleted.
     *
     * @param folder of the workspace
     * @param types binding of a workspace without stores, and of one whose stores nothing is
     *     written down about
     * @param maker of vectors, where stores of different embedding models follow each other
     */
    public static SwitchableStorage open(
            String workspace, Path folder, Types types, StoreOpener opener, VectorMaker maker) {
        BindingsFile file = new BindingsFile(folder);
        Optional<Bindings> written = file.read();
        Bindings bindings = written.orElseGet(() -> first(folder, types));
        if (bindings.phase() == Bindings.Phase.COPYING) {
            bindings.other().ifPresent(copy -> deleteQuietly(opener, copy));
            deleteQuietly(opener, new Binding(bindings.inForce().type(), Migration.SNAPSHOT));
            bindings = Bindings.single(bindings.inForce());
            file.write(bindings);
        }
        Stores inForce = opener.open(bindings.inForce());
        if (written.isEmpty()) {
            writeOrClose(file, bindings, inForce);
        }
        SwitchableStorage storage =
                new SwitchableStorage(workspace, opener, file, maker, bindings, inForce);
        if (bindings.phase() == Bindings.Phase.KEPT) {
            bindings.other().ifPresent(storage::followAgain);
        }
        return storage;
    }

    /**
     * @param configured of workspaces that are new
     * @param usual of stores nothing is written down about
     */
    public record Types(String configured, String usual) {}

    /** Written down only when the stores are open: a failed first opening binds nothing. */
    private static void writeOrClose(BindingsFile file, Bindings bindings, Stores opened) {
        try {
            file.write(bindings);
        } catch (StorageFailureException e) {
            opened.close();
            throw e;
        }
    }

    private static Bindings first(Path folder, Types types) {
        return Bindings.single(
                new Binding(hasFolders(folder) ? types.usual() : types.configured(), ""));
    }

    private static boolean hasFolders(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.anyMatch(Files::isDirectory);
        } catch (IOException e) {
            throw new StorageFailureException("The workspace's folder can't be read.", e);
        }
    }

    static void deleteQuietly(StoreOpener opener, Binding binding) {
        try {
            opener.delete(binding);
        } catch (UnavailableException | StorageFailureException e) {
            LOG.warn("Files of stores {} are left over: {}", binding, e.getMessage());
        }
    }

    private void followAgain(Binding former) {
        try {
            Stores stores = opener.open(former);
            if (Following.number(stores.storage()) == Following.number(inForce.storage())) {
                second = Optional.of(stores);
                follow(stores);
            } else {
                LOG.warn("The former stores of workspace {} are not in step", workspace);
                stores.close();
                write(bindings.in(Bindings.Phase.STALE));
            }
        } catch (UnavailableException | StorageFailureException e) {
            LOG.warn("The former stores of workspace {} stay closed", workspace, e);
            write(bindings.in(Bindings.Phase.STALE));
        }
    }

    private void follow(Stores stores) {
        Following next = new Following(inForce.storage(), maker);
        next.start(workspace, stores, this::trouble);
        following = Optional.of(next);
    }

    private void trouble(String text) {
        if (!text.isEmpty()) {
            LOG.warn("Re-embedding of workspace {} waits: {}", workspace, text);
        }
    }

    // ------------------------------------------------------------------ a migration's steps

    VectorMaker maker() {
        return maker;
    }

    Bindings bindings() {
        return bindings;
    }

    /** Format of the stores in force. */
    public int format() {
        return FormatRow.read(present());
    }

    /** Writes down the format of stores that are empty. */
    public void putFormat(int format) {
        commit(List.of(FormatRow.put(format)), Durability.SYNCED);
    }

    /** Whether there is nothing in the stores that a format could matter to. */
    public boolean isEmpty() {
        return docStatus().counts().all() == 0
                && graph().entityCount() == 0
                && keyValues(KeyValueNamespace.FULL_DOCS).size() == 0;
    }

    boolean keepsFormerFormat() {
        return bindings.phase() == Bindings.Phase.FORMER_FORMAT;
    }

    /** Deletes former stores of an older format, where there are such. */
    public void confirmFormat() {
        if (keepsFormerFormat()) {
            confirm();
        }
    }

    /** Binding of the stores in force. */
    public Binding inForce() {
        return bindings.inForce();
    }

    /** The stores in force themselves. */
    public WorkspaceStorage present() {
        return inForce.storage();
    }

    /** Whether the stores in force are open. */
    public boolean usable() {
        if (!inForce.enter()) {
            return false;
        }
        inForce.leave();
        return true;
    }

    /** Whether the stores in force are of a service. */
    public boolean inForceOf(Object provider) {
        return inForce.of(provider);
    }

    boolean secondOf(Object provider) {
        return second.filter(stores -> stores.of(provider)).isPresent();
    }

    StoreOpener opener() {
        return opener;
    }

    String workspace() {
        return workspace;
    }

    Optional<Following> following() {
        return following;
    }

    /** Whether former stores are in step, so that going back takes no copy. */
    boolean inStep() {
        return following.filter(it -> !it.lost()).isPresent();
    }

    /** What is found of these stores after a kill is worthless. */
    void announce(Binding copy) {
        write(new Bindings(bindings.inForce(), Optional.of(copy), Bindings.Phase.COPYING));
    }

    /** Copies the state of this moment; every commit after it is remembered. */
    Following snapshot(Path target) {
        commits.writeLock().lock();
        try {
            inForce.storage().checkpoint(target);
            Following begun = new Following(inForce.storage(), maker);
            following = Optional.of(begun);
            return begun;
        } finally {
            commits.writeLock().unlock();
        }
    }

    private void write(Bindings next) {
        file.write(next);
        bindings = next;
    }

    /** Commits are no longer remembered; there are no second stores. */
    void abandon() {
        Optional<Following> ended;
        commits.writeLock().lock();
        try {
            ended = following;
            following = Optional.empty();
            write(Bindings.single(bindings.inForce()));
        } finally {
            commits.writeLock().unlock();
        }
        ended.ifPresent(Following::stop);
        Optional<Stores> gone = second;
        second = Optional.empty();
        gone.ifPresent(Stores::close);
    }

    /**
     * Puts second stores in force, which follow. The former ones follow from then on.
     *
     * @param patience how long commits may wait for the last ones to be applied
     * @return how long commits waited; empty when the second ones lag too far behind
     */
    Optional<Duration> switchTo(Stores next, Duration patience) throws InterruptedException {
        Following until = following.orElseThrow();
        until.drain();
        if (!until.awaitNear(APPROACH)) {
            requireFollowing(until);
            return Optional.empty();
        }
        long start = System.nanoTime();
        if (!commits.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            if (!until.awaitInStep(patience)) {
                requireFollowing(until);
                return Optional.empty();
            }
            requireSame(inForce.storage(), next.storage());
            Following.mark(next.storage());
            Stores former = inForce;
            write(new Bindings(next.binding(), Optional.of(former.binding()), Bindings.Phase.KEPT));
            inForce = next;
            second = Optional.of(former);
            until.stop();
            follow(former);
            return Optional.of(Duration.ofNanos(System.nanoTime() - start));
        } finally {
            commits.writeLock().unlock();
        }
    }

    private static void requireFollowing(Following until) {
        if (until.lost()) {
            throw new StorageFailureException(
                    "The new stores no longer follow; the log says why.",
                    until.failure().orElseGet(() -> new IllegalStateException("ended")));
        }
    }

    private static void requireSame(WorkspaceStorage a, WorkspaceStorage b) {
        List<Long> first = counts(a);
        List<Long> other = counts(b);
        if (!first.equals(other)) {
            throw new StorageFailureException(
                    "The new stores hold %s where the present ones hold %s (documents, entities, relations, number of the last commit)."
                            .formatted(other, first));
        }
    }

    private static List<Long> counts(WorkspaceStorage storage) {
        return List.of(
                (long) storage.docStatus().counts().all(),
                storage.graph().entityCount(),
                storage.graph().relationCount(),
                Following.number(storage));
    }

    /**
     * The way back while the former stores are in step: they and the present ones change places.
     */
    Duration swapBack() throws InterruptedException {
        Patience patience = new Patience();
        Optional<Duration> took = Optional.empty();
        while (took.isEmpty()) {
            took = switchTo(second.orElseThrow(), patience.next());
        }
        return took.get();
    }

    // ------------------------------------------------------------------ another version

    /**
     * Has the stores that one service opened opened by another one of the same binding. Commits and
     * reads wait while they are closed. A failure leaves them with the service they had.
     *
     * @param limit how long calls on them may take to end
     * @return how long calls waited; zero when nothing was open by that service
     * @throws UnavailableException calls on them do not end
     */
    Duration reopen(Object from, Object by, Duration limit) throws InterruptedException {
        Duration longest = Duration.ZERO;
        for (Stores stores : Stream.concat(Stream.of(inForce), second.stream()).toList()) {
            if (stores.of(from)) {
                Duration took = reopen(stores, by, System.nanoTime() + limit.toNanos());
                longest = took.compareTo(longest) > 0 ? took : longest;
            }
        }
        return longest;
    }

    private Duration reopen(Stores stores, Object by, long end) throws InterruptedException {
        Patience patience = new Patience();
        while (System.nanoTime() < end) {
            Duration wait = patience.next();
            Optional<Duration> took = tryReopen(stores, by, wait);
            if (took.isPresent()) {
                return took.get();
            }
            // Calls that waited for this try go on before the next one.
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        }
        throw new UnavailableException(
                "Calls on the stores of workspace " + workspace + " do not end: try again later.",
                Duration.ofSeconds(5));
    }

    private Optional<Duration> tryReopen(Stores stores, Object by, Duration wait)
            throws InterruptedException {
        long start = System.nanoTime();
        if (!commits.writeLock().tryLock(wait.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            return stores.reopen(opener, by, wait)
                    ? Optional.of(Duration.ofNanos(System.nanoTime() - start))
                    : Optional.empty();
        } finally {
            commits.writeLock().unlock();
        }
    }

    /** Second stores whose service goes are let go; those in force serve on. */
    public void secondGone(Object provider) {
        if (secondOf(provider)) {
            Optional<Following> ended = following;
            following = Optional.empty();
            ended.ifPresent(Following::stop);
            write(bindings.in(Bindings.Phase.STALE));
            Optional<Stores> gone = second;
            second = Optional.empty();
            gone.ifPresent(Stores::close);
        }
    }

    // ------------------------------------------------------------------ embedding models

    /**
     * The stores as engines of one embedding model see them: they look for their vectors where
     * theirs are, also after a switch. Closed when its engine is.
     *
     * @param by the engine's model
     */
    public PinnedStorage view(Embedding by) {
        PinnedStorage view = new PinnedStorage(this, by, views::remove);
        views.add(view);
        return view;
    }

    /**
     * Stores without vectors are those of whichever model is asked for; all others stay what they
     * are.
     */
    public void claim(Embedding by) {
        commits.writeLock().lock();
        try {
            if (Embedding.differ(inForce.embedding(), Optional.of(by)) && !holdsVectors()) {
                note(by);
            }
        } finally {
            commits.writeLock().unlock();
        }
    }

    /** Whether the stores in force are tied to the model that made their vectors. */
    public boolean holdsVectors() {
        WorkspaceStorage present = inForce.storage();
        return Arrays.stream(VectorNamespace.values())
                        .anyMatch(namespace -> present.vectors(namespace, 0).size() > 0)
                || inForce.embedding()
                        .flatMap(maker::facts)
                        .flatMap(row -> present.keyValues(row.namespace()).get(row.key()))
                        .isPresent();
    }

    /**
     * Writes down what made the vectors of stores, when these are still in force.
     *
     * @param stores that an engine of the model has opened
     */
    public void madeBy(Binding stores, Embedding by) {
        commits.writeLock().lock();
        try {
            if (inForce().samePlace(stores) && !inForce().embedding().equals(Optional.of(by))) {
                note(by);
            }
        } finally {
            commits.writeLock().unlock();
        }
    }

    private void note(Embedding by) {
        inForce.madeBy(by);
        write(new Bindings(inForce.binding(), bindings.other(), bindings.phase()));
    }

    // ------------------------------------------------------------------ what engines see

    <T> T read(Function<WorkspaceStorage, T> read) {
        return read(Optional.empty(), read);
    }

    /**
     * Stores may be closed between being asked for and being used: then others are in force.
     *
     * @param by whose vectors are looked for; absent to take the stores in force
     */
    <T> T read(Optional<Embedding> by, Function<WorkspaceStorage, T> read) {
        Stores stores = holding(by);
        while (!stores.enter()) {
            Stores now = holding(by);
            if (now == stores) {
                throw new StorageFailureException(
                        "The stores of workspace " + workspace + " are closed.");
            }
            stores = now;
        }
        try {
            return read.apply(stores.storage());
        } finally {
            stores.leave();
        }
    }

    private Stores holding(Optional<Embedding> by) {
        Stores first = inForce;
        if (first.hold(by)) {
            return first;
        }
        // They may change places between these looks.
        return second.filter(stores -> stores.hold(by))
                .or(() -> Optional.of(inForce).filter(stores -> stores.hold(by)))
                .orElseThrow(
                        () ->
                                new UnavailableException(
                                        "Workspace "
                                                + workspace
                                                + " has moved to another embedding model: try"
                                                + " again.",
                                        Duration.ofSeconds(1)));
    }

    void visit(Consumer<WorkspaceStorage> visit) {
        read(
                storage -> {
                    visit.accept(storage);
                    return storage;
                });
    }

    @Override
    public KeyValueStorage keyValues(KeyValueNamespace namespace) {
        return new SwitchedKeyValues(this, namespace);
    }

    @Override
    public DocStatusStorage docStatus() {
        return new SwitchedDocStatus(this);
    }

    @Override
    public GraphStorage graph() {
        return new SwitchedGraph(this);
    }

    @Override
    public VectorStorage vectors(VectorNamespace namespace, int dimension) {
        return vectors(namespace, dimension, Optional.empty());
    }

    VectorStorage vectors(VectorNamespace namespace, int dimension, Optional<Embedding> by) {
        read(by, storage -> storage.vectors(namespace, dimension));
        return new SwitchedVectors(this, namespace, by);
    }

    @Override
    public void commit(Collection<? extends Mutation> mutations, Durability durability) {
        commit(mutations, Optional.empty(), durability);
    }

    /**
     * Models are asked before the gate is passed, since that takes long; then the stores in force
     * may be others already.
     */
    void commit(
            Collection<? extends Mutation> mutations,
            Optional<Embedding> by,
            Durability durability) {
        boolean done = false;
        while (!done) {
            Optional<Embedding> target = inForce.embedding();
            done =
                    commitTo(
                            target,
                            new Following.Commit(
                                    mutations, by, fitting(mutations, by, target), durability));
        }
    }

    private Collection<? extends Mutation> fitting(
            Collection<? extends Mutation> mutations,
            Optional<Embedding> by,
            Optional<Embedding> target) {
        return Embedding.differ(by, target)
                ? new Reembedder(maker, target.orElseThrow(), COMMIT_PATIENCE, this::trouble)
                        .convert(mutations)
                : mutations;
    }

    private boolean commitTo(Optional<Embedding> target, Following.Commit commit) {
        return tryChange(
                following,
                follower -> {
                    if (Embedding.differ(target, inForce.embedding())) {
                        return false;
                    }
                    if (follower.isPresent()) {
                        follower.get().commit(inForce.storage(), commit);
                    } else {
                        inForce.storage().commit(commit.fitting(), commit.durability());
                    }
                    return true;
                });
    }

    /**
     * The turn is taken first, so that of all who wait for it only one is in the way of a switch.
     *
     * @return false when others follow by now, or it is not to be done
     */
    private boolean tryChange(Optional<Following> follower, Predicate<Optional<Following>> change) {
        follower.ifPresent(Following::takeTurn);
        try {
            commits.readLock().lock();
            try {
                return follower.equals(following) && change.test(follower);
            } finally {
                commits.readLock().unlock();
            }
        } finally {
            follower.ifPresent(Following::endTurn);
        }
    }

    @Override
    public void checkpoint(Path target) {
        visit(storage -> storage.checkpoint(target));
    }

    @Override
    public void purgeDeleted() {
        boolean done = false;
        while (!done) {
            done = tryChange(following, this::purge);
        }
    }

    private boolean purge(Optional<Following> follower) {
        inForce.storage().purgeDeleted();
        follower.ifPresent(Following::purged);
        return true;
    }

    @Override
    public StorageStatistics statistics() {
        return read(WorkspaceStorage::statistics);
    }

    /** Former stores get a moment to see the last commits, so that they are in step next time. */
    @Override
    public void close() {
        try {
            if (second.isPresent() && following.isPresent()) {
                following.get().awaitInStep(CATCH_UP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        following.ifPresent(Following::stop);
        try {
            second.ifPresent(Stores::close);
        } finally {
            inForce.close();
        }
    }

    /**
     * A binding's rest is deleted once nothing of it is needed.
     *
     * @throws ConflictException calls of a former embedding model still need it
     */
    void confirm() {
        Bindings before = bindings;
        if (views.stream().anyMatch(view -> !inForce.hold(Optional.of(view.by())))) {
            throw new ConflictException(
                    "Calls of the former embedding model of workspace "
                            + workspace
                            + " have not ended: confirm again in a moment.");
        }
        abandon();
        commit(List.of(Following.forgetNumber()), Durability.WRITTEN);
        before.other().ifPresent(former -> deleteQuietly(opener, former));
    }
}
