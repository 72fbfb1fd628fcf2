package lightrag.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import lightrag.api.UnavailableException;
import lightrag.manager.disk.DurableProperties;
import lightrag.spi.storage.StorageProvider;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which version of each storage binding's bundle opens stores: the one that was brought in last,
 * over restarts; where none ever was, the one there is. Thread-safe.
 */
final class StoragePlan {

    private static final Logger LOG = LoggerFactory.getLogger(StoragePlan.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final ServicePool<StorageProvider> providers;
    private final Path file;
    private final Duration serviceWait;
    private volatile Map<String, String> planned;

    /**
     * @param serviceWait how long to wait for a service that is not installed
     */
    StoragePlan(ServicePool<StorageProvider> providers, Path file, Duration serviceWait) {
        this.providers = providers;
        this.file = file;
        this.serviceWait = serviceWait;
        this.planned = read(file);
    }

    /** Empty when there is none; an unreadable one counts as none, since the server must start. */
    private static Map<String, String> read(Path file) {
        Properties lines = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            lines.load(in);
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("{} can't be read: storage bindings are those that are installed", file, e);
            return Map.of();
        }
        Map<String, String> found = new TreeMap<>();
        lines.stringPropertyNames().forEach(type -> found.put(type, lines.getProperty(type, "")));
        return Map.copyOf(found);
    }

    /** Versions by type of those bindings that were ever brought in. */
    Map<String, String> planned() {
        return planned;
    }

    /** From now on, and on disk when this returns, this version opens the stores of a type. */
    void take(String type, String version) {
        Map<String, String> next = new TreeMap<>(planned);
        next.put(type, version);
        Properties lines = new Properties();
        lines.putAll(next);
        try {
            Files.createDirectories(file.getParent());
            DurableProperties.replace(file, lines, "which version of each storage binding opens");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be written", e);
        }
        providers.between(() -> planned = Map.copyOf(next));
    }

    /**
     * The service that opens stores of a type. Where the planned version does not come, another one
     * is better than none: files of a newer format it refuses by itself.
     *
     * @throws UnavailableException none is installed
     */
    ServiceLease<StorageProvider> lease(String type) {
        return providers
                .leaseMember(
                        member -> member.name().equals(type) && asPlanned(member),
                        Comparator.naturalOrder(),
                        serviceWait)
                .or(() -> providers.lease(type::equals, Comparator.naturalOrder(), Duration.ZERO))
                .orElseThrow(() -> missing(type));
    }

    private boolean asPlanned(ServicePool.Member<StorageProvider> member) {
        String version = planned.get(member.name());
        return version == null || version.equals(versionOf(member.key()));
    }

    /**
     * One service and no other.
     *
     * @throws UnavailableException it has gone
     */
    ServiceLease<StorageProvider> lease(String type, Object key) {
        return providers
                .leaseMember(
                        member -> member.key().equals(key),
                        Comparator.naturalOrder(),
                        Duration.ZERO)
                .orElseThrow(() -> missing(type));
    }

    private UnavailableException missing(String type) {
        return new UnavailableException(
                "Storage binding "
                        + type
                        + " is not installed; installed: "
                        + providers.names()
                        + ".",
                RETRY);
    }

    /** Identity of the service of a version. */
    Optional<Object> key(String type, String version) {
        return providers.members().stream()
                .filter(member -> member.name().equals(type))
                .map(ServicePool.Member::key)
                .filter(key -> versionOf(key).equals(version))
                .findFirst();
    }

    /** Of the bundle that registered a service; empty when it has gone. */
    static String versionOf(Object key) {
        return Optional.of(key)
                .filter(ServiceReference.class::isInstance)
                .map(reference -> ((ServiceReference<?>) reference).getBundle())
                .map(Bundle::getVersion)
                .map(Object::toString)
                .orElse("");
    }
}
