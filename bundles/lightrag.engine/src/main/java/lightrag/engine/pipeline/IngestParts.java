package lightrag.engine.pipeline;

import java.time.Duration;
import java.time.InstantSource;
import lightrag.engine.describe.ItemDescriber;
import lightrag.engine.extract.Extractor;
import lightrag.engine.graph.TextEmbedder;
import lightrag.engine.options.ChunkingOptions;
import lightrag.engine.purge.Purge;
import lightrag.engine.task.Workers;
import lightrag.spi.storage.WorkspaceStorage;

/** What {@link Ingest} works with. */
record IngestParts(
        WorkspaceStorage storage,
        FileParsing parsing,
        InputFolder folder,
        ItemDescriber describer,
        Chunking chunking,
        Extractor extractor,
        TextEmbedder embedder,
        GraphCommit graph,
        Purge purge,
        PipelineState state,
        ChunkingOptions chunkingOptions,
        Duration deadline,
        Workers workers,
        InstantSource clock) {}
