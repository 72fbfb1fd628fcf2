package lightrag.manager;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lightrag.api.InvalidInputException;

/** Which settings of a workspace choose bindings. */
final class BindingNames {

    /** Stands for all four kinds of stores. */
    private static final String STORAGE = "storage";

    /** Kinds of models; each alone stands for its binding. */
    private static final Set<String> MODELS = Set.of("llm", "embedding", "rerank");

    private static final Pattern KNOWN =
            Pattern.compile(
                    "lightrag\\.(kv|vector|graph|doc\\.status)\\.storage"
                            + "|((extract|keyword|query|vlm)\\.)?llm\\.[a-z.]+"
                            + "|(embedding|rerank)\\.[a-z.]+"
                            + "|migration\\.rows\\.per\\.second");

    private static final Pattern SECRET = Pattern.compile(".*(key|secret|token|password)");

    private BindingNames() {}

    /**
     * The settings by their full names.
     *
     * @throws InvalidInputException a name is none of a binding's
     */
    static Map<String, String> expanded(Map<String, String> given) {
        Map<String, String> all = new TreeMap<>();
        given.forEach(
                (name, value) -> {
                    if (name.equals(STORAGE)) {
                        StorageChoice.KEYS.forEach(key -> all.put(key, value.strip()));
                    } else if (MODELS.contains(name)) {
                        all.put(name + ".binding", value.strip());
                    } else if (KNOWN.matcher(name).matches()) {
                        all.put(name, value.strip());
                    } else {
                        throw new InvalidInputException(
                                name,
                                name
                                        + " chooses no binding: use storage, llm, embedding,"
                                        + " rerank, names that begin with one of these, or"
                                        + " migration.rows.per.second.");
                    }
                });
        return all;
    }

    /** Those that may be shown. */
    static Map<String, String> shown(Map<String, String> settings) {
        return settings.entrySet().stream()
                .filter(it -> KNOWN.matcher(it.getKey()).matches())
                .filter(it -> !SECRET.matcher(it.getKey()).matches())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Those that an engine has to be opened anew for. */
    static Map<String, String> ofEngines(Map<String, String> settings) {
        return settings.entrySet().stream()
                .filter(it -> !StorageChoice.KEYS.contains(it.getKey()))
                .filter(it -> !it.getKey().startsWith("migration."))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
