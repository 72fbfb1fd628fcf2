package lightrag.manager;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightrag.api.UnavailableException;

/** Which storage binding a workspace's settings ask for. */
final class StorageChoice {

    static final String DEFAULT_TYPE = "rocksdb";

    static final List<String> KEYS =
            List.of(
                    "lightrag.kv.storage",
                    "lightrag.vector.storage",
                    "lightrag.graph.storage",
                    "lightrag.doc.status.storage");

    /** The reference's embedded stores; configurations that name them get our embedded ones. */
    private static final Set<String> EMBEDDED =
            Set.of(
                    "JsonKVStorage",
                    "NanoVectorDBStorage",
                    "NetworkXStorage",
                    "JsonDocStatusStorage");

    private StorageChoice() {}

    /**
     * The type of all four kinds of stores, which one binding holds together.
     *
     * @throws UnavailableException the four settings name different bindings
     */
    static String type(Map<String, String> settings) {
        Set<String> types = new LinkedHashSet<>();
        for (String key : KEYS) {
            String type = settings.getOrDefault(key, "").strip();
            types.add(type.isEmpty() || EMBEDDED.contains(type) ? DEFAULT_TYPE : type);
        }
        if (types.size() > 1) {
            throw new UnavailableException(
                    "The four kinds of stores of a workspace must use one binding, but "
                            + String.join(", ", KEYS)
                            + " name "
                            + String.join(", ", types)
                            + ". Set them to the same.",
                    Duration.ofMinutes(1));
        }
        return types.iterator().next();
    }
}
