package lightrag.storage.rocksdb.db;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something derived from the database and kept in memory from its first use on. Loading holds off
 * commits, so that a view never misses one.
 *
 * @param <V> type of the view
 */
public final class LazyView<V> {
    private final WorkspaceAccess access;
    private final Supplier<V> load;
    private volatile @Nullable V view;

    public LazyView(WorkspaceAccess access, Supplier<V> load) {
        this.access = access;
        this.load = load;
    }

    /** Loads where needed and reads while nothing changes. */
    public <T> T read(Function<V, T> body) {
        while (true) {
            if (view == null) {
                load();
            }
            Optional<T> result =
                    access.read(
                            () -> {
                                V current = view;
                                return current == null
                                        ? Optional.<T>empty()
                                        : Optional.of(body.apply(current));
                            });
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    /** The view, loaded where needed. */
    public V load() {
        return access.alone(
                () -> {
                    V current = view;
                    if (current == null) {
                        current = load.get();
                        view = current;
                    }
                    return current;
                });
    }

    public Optional<V> ifLoaded() {
        return Optional.ofNullable(view);
    }

    /** Call within {@link WorkspaceAccess#change}. */
    public void replace(V next) {
        view = next;
    }

    /**
     * Forgets the view; the next use loads it again. Call within {@link WorkspaceAccess#change}.
     */
    public void drop() {
        view = null;
    }
}
