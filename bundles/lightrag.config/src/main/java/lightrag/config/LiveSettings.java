package lightrag.config;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import lightrag.api.ConflictException;
import lightrag.api.InvalidInputException;
import lightrag.api.NotFoundException;
import lightrag.api.StorageFailureException;
import lightrag.tenant.control.SettingsControl;
import lightrag.tenant.control.SettingsState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All configurations in their layers. Thread-safe: one lock keeps layers, their files and what is
 * published in step.
 */
final class LiveSettings implements SettingsControl, EtcFolder.Listener {

    /** Where configurations are made known. */
    interface Publisher {

        /**
         * @param settings empty takes a workspace's own configuration away
         */
        void publish(String pid, Map<String, String> settings) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

    private final PidCatalogue catalogue;
    private final ChangesFolder store;
    private final Publisher publisher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Map<String, String>> start;
    private final Map<String, Map<String, String>> changed = new HashMap<>();
    private final Map<String, Map<String, String>> files = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private boolean published;

    /**
     * @param start by PID; each of them is published even when it holds nothing
     */
    LiveSettings(
            PidCatalogue catalogue,
            Map<String, Map<String, String>> start,
            ChangesFolder store,
            Publisher publisher) {
        this.catalogue = catalogue;
        this.start = Map.copyOf(start);
        this.store = store;
        this.publisher = publisher;
        store.read().forEach(this::restore);
    }

    /** What another version of this server knew, and this one does not, is left out. */
    private void restore(String pid, Map<String, String> changes) {
        PidCatalogue.Checked checked = catalogue.check(pid, changes);
        checked.findings().forEach(finding -> LOG.warn("A change of {}: {}", pid, finding));
        if (catalogue.knows(pid)) {
            changed.put(pid, checked.values());
        }
    }

    /** Defaults of workspaces first: the manager opens workspaces once its own PID is there. */
    void publishAll() throws IOException {
        lock.lock();
        try {
            published = true;
            List<String> all = pids();
            for (boolean ofWorkspaces : new boolean[] {true, false}) {
                for (String pid : all) {
                    if (pid.startsWith(PidCatalogue.WORKSPACE) == ofWorkspaces) {
                        publisher.publish(pid, effective(pid));
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private Map<String, String> effective(String pid) {
        Map<String, String> all = new TreeMap<>();
        for (var layer : List.of(start, changed, files)) {
            all.putAll(layer.getOrDefault(pid, Map.of()));
        }
        all.entrySet()
                .removeIf(
                        it -> it.getValue().isEmpty() && !catalogue.emptyIsValue(pid, it.getKey()));
        return all;
    }

    private void publish(String pid) throws IOException {
        if (published) {
            publisher.publish(pid, effective(pid));
        }
    }

    // ------------------------------------------------------------------ files

    @Override
    public void present(String pid, EtcFolder.Content content) {
        lock.lock();
        try {
            switch (content) {
                case EtcFolder.Content.Unreadable(String why) -> refuse(pid, why);
                case EtcFolder.Content.Text(String text) -> take(pid, text);
            }
        } finally {
            lock.unlock();
        }
    }

    private void take(String pid, String text) {
        PidCatalogue.Checked checked = catalogue.check(pid, text);
        Optional<Finding> error = checked.error();
        if (error.isPresent()) {
            refuse(pid, error.get().name() + ": " + error.get().message());
            return;
        }
        checked.findings().forEach(finding -> LOG.warn("{}.json: {}", pid, finding));
        refused.remove(pid);
        files.put(pid, checked.values());
        try {
            publish(pid);
            LOG.info("{}.json is in force and sets {}", pid, checked.values().keySet());
        } catch (IOException e) {
            LOG.error("{} can't be published", pid, e);
        }
    }

    private void refuse(String pid, String why) {
        refused.put(pid, why);
        LOG.error("{}.json is refused, what was in force stays: {}", pid, why);
    }

    @Override
    public void gone(String pid) {
        lock.lock();
        try {
            refused.remove(pid);
            if (files.remove(pid) != null) {
                publish(pid);
                LOG.info("{}.json has gone, and what it set with it", pid);
            }
        } catch (IOException e) {
            LOG.error("{} can't be published", pid, e);
        } finally {
            lock.unlock();
        }
    }

    // ------------------------------------------------------------------ control

    @Override
    public List<String> pids() {
        lock.lock();
        try {
            TreeSet<String> all = new TreeSet<>(start.keySet());
            all.addAll(changed.keySet());
            all.addAll(files.keySet());
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public SettingsState settings(String pid) {
        requireKnown(pid);
        lock.lock();
        try {
            Map<String, String> shown = effective(pid);
            Map<String, SettingsState.Layer> layers = new TreeMap<>();
            shown.replaceAll((key, value) -> catalogue.secret(pid, key) ? "***" : value);
            shown.keySet().forEach(key -> layers.put(key, layer(pid, key)));
            return new SettingsState(pid, shown, layers, Optional.ofNullable(refused.get(pid)));
        } finally {
            lock.unlock();
        }
    }

    private SettingsState.Layer layer(String pid, String key) {
        if (files.getOrDefault(pid, Map.of()).containsKey(key)) {
            return SettingsState.Layer.FILE;
        }
        return changed.getOrDefault(pid, Map.of()).containsKey(key)
                ? SettingsState.Layer.CHANGED
                : SettingsState.Layer.START;
    }

    private void requireKnown(String pid) {
        if (!catalogue.knows(pid)) {
            throw new NotFoundException("There is no configuration " + pid + ".");
        }
    }

    @Override
    public SettingsState change(String pid, Map<String, String> changes) {
        requireKnown(pid);
        lock.lock();
        try {
            Map<String, String> wanted = new TreeMap<>(changes);
            wanted.values().removeIf(String::isBlank);
            requireNoFile(pid, wanted);
            Map<String, String> next = new TreeMap<>(changed.getOrDefault(pid, Map.of()));
            next.keySet().removeAll(changes.keySet());
            next.putAll(checked(pid, wanted));
            store.write(pid, next);
            changed.put(pid, Map.copyOf(next));
            publish(pid);
            LOG.info("{} was changed: {}", pid, changes.keySet());
        } catch (IOException e) {
            throw new StorageFailureException(
                    "The change of " + pid + " can't be written down: check the disk.", e);
        } finally {
            lock.unlock();
        }
        return settings(pid);
    }

    private void requireNoFile(String pid, Map<String, String> wanted) {
        TreeSet<String> set = new TreeSet<>(files.getOrDefault(pid, Map.of()).keySet());
        set.retainAll(wanted.keySet());
        if (!set.isEmpty()) {
            throw new ConflictException(
                    String.join(", ", set)
                            + " of "
                            + pid
                            + " is set by the file "
                            + pid
                            + ".json: change it there.");
        }
    }

    private Map<String, String> checked(String pid, Map<String, String> wanted) {
        PidCatalogue.Checked checked = catalogue.check(pid, wanted);
        checked.error()
                .ifPresent(
                        error -> {
                            throw new InvalidInputException(
                                    error.name(), error.name() + ": " + error.message() + ".");
                        });
        checked.findings().forEach(finding -> LOG.warn("A change of {}: {}", pid, finding));
        return checked.values();
    }
}
