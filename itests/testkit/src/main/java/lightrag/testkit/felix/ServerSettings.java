package lightrag.testkit.felix;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lightrag.launcher.framework.Distribution;

/**
 * How a server of a test is started.
 *
 * @param folder where it may write; {@code rag_storage} and {@code inputs} come to lie in it
 * @param options by environment name; folders, host and port have defaults of their own
 * @param features names of feature files
 */
public record ServerSettings(Path folder, Map<String, String> options, List<String> features) {

    /** Copies the collections. */
    public ServerSettings {
        options = Map.copyOf(options);
        features = List.copyOf(features);
    }

    /**
     * A server with local models, no users and a free port, which keeps everything in the folder.
     */
    public static ServerSettings in(Path folder) {
        Map<String, String> options =
                Map.of(
                        "HOST", "127.0.0.1",
                        "PORT", "0",
                        "WORKING_DIR", folder.resolve("rag_storage").toString(),
                        "INPUT_DIR", folder.resolve("inputs").toString(),
                        "LIGHTRAG_ETC_DIR", folder.resolve("etc").toString(),
                        "LLM_BINDING", "local",
                        "EMBEDDING_BINDING", "local");
        return new ServerSettings(folder, options, Distribution.DEFAULT_FEATURES);
    }

    /** The same with one option set, given by its environment name. */
    public ServerSettings with(String name, String value) {
        Map<String, String> more = new HashMap<>(options);
        more.put(name, value);
        return new ServerSettings(folder, more, features);
    }

    /**
     * The same with the language and embedding model of a {@code ModelServerProcess}.
     *
     * @param url of that server
     */
    public ServerSettings withModelServer(String url) {
        String host = url + "/v1";
        return with("LLM_BINDING", "openai")
                .with("LLM_BINDING_HOST", host)
                .with("LLM_BINDING_API_KEY", "x")
                .with("LLM_MODEL", "fake")
                .with("EMBEDDING_BINDING", "openai")
                .with("EMBEDDING_BINDING_HOST", host)
                .with("EMBEDDING_BINDING_API_KEY", "x")
                .with("EMBEDDING_MODEL", "fake-embed")
                .with("EMBEDDING_DIM", "256");
    }

    /** The same with a users file. */
    public ServerSettings withUsers(Path file) {
        return with("LIGHTRAG_USERS_FILE", file.toString());
    }

    /** The same with other features. */
    public ServerSettings withFeatures(List<String> names) {
        return new ServerSettings(folder, options, names);
    }
}
