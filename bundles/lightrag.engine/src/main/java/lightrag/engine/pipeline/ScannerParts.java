package lightrag.engine.pipeline;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import lightrag.engine.options.EngineOptions;
import lightrag.spi.engine.TextTools;
import lightrag.spi.storage.WorkspaceStorage;

/** What {@link Scanner} works with. */
record ScannerParts(
        WorkspaceStorage storage,
        Admission admission,
        InputFolder folder,
        TextTools tools,
        FileRouting routing,
        PipelineState state,
        Pipeline pipeline,
        EngineOptions options,
        Executor executor,
        InstantSource clock) {}
