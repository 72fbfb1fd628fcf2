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
 * @param turns shared by all engines over the same stores
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
        InstantSource clock,
        WriteTurns turns) {
    public EngineContext {
        properties = Map.copyOf(properties);
    }

    /** For an engine that shares its stores with no other. */
    public EngineContext(
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
        this(
                workspace,
                storage,
                models,
                tokenizers,
                text,
                workingDirectory,
                inputDirectory,
                properties,
                executor,
                clock,
                WriteTurns.fresh());
    }
}
