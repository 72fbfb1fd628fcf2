package lightrag.spi.engine;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import lightrag.api.WorkspaceId;
import lightrag.spi.model.WorkspaceModels;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.spi.text.TokenizerProvider;

/**
 * Everything an engine works with.
 *
 * @param workingDirectory of all workspaces, for display
 * @param inputDirectory this workspace's files; created when first needed
 * @param properties settings by dotted name, for instance {@code chunk.size}
 * @param executor starts one virtual thread a task, with the workspace's tenant bound
 */
public record EngineContext(
        WorkspaceId workspace,
        WorkspaceStorage storage,
        WorkspaceModels models,
        TokenizerProvider tokenizers,
        TextTools text,
        Path workingDirectory,
        Path inputDirectory,
        Map<String, String> properties,
        Executor executor,
        InstantSource clock) {
    public EngineContext {
        properties = Map.copyOf(properties);
    }
}
