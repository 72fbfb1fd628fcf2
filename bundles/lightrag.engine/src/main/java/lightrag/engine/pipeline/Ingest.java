package lightrag.engine.pipeline;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.LightRagException;
import lightrag.engine.describe.Description;
import lightrag.engine.describe.ItemDescriber;
import lightrag.engine.extract.Extraction;
import lightrag.engine.extract.ExtractionFailedException;
import lightrag.engine.extract.Extractor;
import lightrag.engine.graph.TextEmbedder;
import lightrag.engine.options.ChunkingOptions;
import lightrag.engine.purge.Purge;
import lightrag.engine.rows.ChunkRow;
import lightrag.engine.rows.DocumentRow;
import lightrag.engine.task.Cancellation;
import lightrag.engine.task.Deadline;
import lightrag.engine.task.Pending;
import lightrag.engine.task.WorkCancelledException;
import lightrag.engine.task.Workers;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;
import lightrag.spi.text.DocumentParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one document from its row to the graph (rules LC-40 to LC-47). Until the last commit
 * nothing of it is in the graph; after it everything is.
 */
final class Ingest {

    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

    private final WorkspaceStorage storage;
    private final FileParsing parsing;
    private final InputFolder folder;
    private final ItemDescriber describer;
    private final Chunking chunking;
    private final Extractor extractor;
    private final TextEmbedder embedder;
    private final GraphCommit graph;
    private final Purge purge;
    private final PipelineState state;
    private final ChunkingOptions chunkingOptions;
    private final Duration deadline;
    private final Workers workers;
    private final InstantSource clock;

    Ingest(IngestParts parts) {
        this.storage = parts.storage();
        this.parsing = parts.parsing();
        this.folder = parts.folder();
        this.describer = parts.describer();
        this.chunking = parts.chunking();
        this.extractor = parts.extractor();
        this.embedder = parts.embedder();
        this.graph = parts.graph();
        this.purge = parts.purge();
        this.state = parts.state();
        this.chunkingOptions = parts.chunkingOptions();
        this.deadline = parts.deadline();
        this.workers = parts.workers();
        this.clock = parts.clock();
    }

    /**
     * Takes a document to PROCESSED or FAILED. False when it stays as it is, to be taken up at the
     * next start.
     */
    boolean process(DocumentRecord accepted, Cancellation job) {
        Attempt attempt = new Attempt(accepted);
        try (Cancellation scope = job.child()) {
            processInTime(attempt, scope);
            return true;
        } catch (WorkCancelledException e) {
            return state.isCancelledByUser() && fail(attempt, "User cancelled", Map.of());
        } catch (ParseFailedException e) {
            return failParsing(attempt, String.valueOf(e.getMessage()));
        } catch (ExtractionFailedException | DocumentOverdueException | LightRagException e) {
            return fail(attempt, String.valueOf(e.getMessage()), Map.of());
        } catch (RuntimeException e) {
            LOG.error("Processing {} failed unexpectedly", accepted.id(), e);
            return fail(attempt, e.toString(), Map.of());
        }
    }

    private void processInTime(Attempt attempt, Cancellation scope) {
        try (Deadline alarm = Deadline.of(deadline, scope)) {
            try {
                process(attempt, scope);
            } catch (WorkCancelledException e) {
                throw alarm.passed() ? new DocumentOverdueException(deadline) : e;
            }
        }
    }

    private void process(Attempt attempt, Cancellation scope) {
        state.log("Processing " + attempt.row.filePath() + ": " + attempt.row.id());
        scope.check();
        DocumentRow document = parse(attempt);
        if (attempt.row.status() == DocStatus.FAILED) {
            return;
        }
        scope.check();
        List<Description> described = describe(attempt, document, scope);
        purge.beforeReprocessing(attempt.row, scope);
        List<ChunkRow> chunks = chunk(attempt, document, described, scope);
        TextEmbedder.Memory vectors = new TextEmbedder.Memory();
        Pending<Boolean> embedded = embedAhead(chunks, vectors, scope);
        List<Extraction> found = extractOrStop(attempt, document, embedded, scope);
        embedded.join();
        scope.check();
        DocumentRecord processed = finished(attempt, found);
        graph.commit(new GraphCommit.Document(processed, found), vectors, scope);
        attempt.row = processed;
        state.log("Completed " + processed.filePath() + ": " + chunks.size() + " chunks");
    }

    /** The document's text; a file's is read, checked and kept first. */
    private DocumentRow parse(Attempt attempt) {
        String id = attempt.row.id();
        attempt.to(DocStatus.PARSING, Map.of("parse_start_time", now()));
        DocumentRow stored =
                storage.keyValues(KeyValueNamespace.FULL_DOCS)
                        .get(id)
                        .map(DocumentRow::decode)
                        .orElseThrow(
                                () ->
                                        new ParseFailedException(
                                                "The text of this document is lost; insert it again."));
        if (!stored.awaitsParsing()) {
            attempt.note(parseFacts(stored, "parse_stage_skipped", true));
            return stored;
        }
        FileParsing.Reading reading = parsing.read(id, stored);
        String hash = ContentHash.of(reading.document().text());
        DocumentRow parsed = stored.parsed(reading.document(), reading.engine(), hash);
        attempt.note(parseFacts(parsed, "parse_end_time", now()));
        keepParsed(attempt, parsed);
        stored.sourceFile().ifPresent(folder::archive);
        return parsed;
    }

    private static Map<String, Object> parseFacts(DocumentRow row, String fact, Object value) {
        String engine = row.engine().isEmpty() ? DocumentParser.LEGACY : row.engine();
        return Map.of("parse_format", row.format(), "parse_engine", engine, fact, value);
    }

    /** Rule LC-41: the text may turn out to be known under another name. */
    private void keepParsed(Attempt attempt, DocumentRow parsed) {
        String id = attempt.row.id();
        String hash = parsed.contentHash().orElse("");
        Optional<Duplicate> duplicate =
                Admission.sameContent(storage.docStatus(), hash, id)
                        .map(original -> Duplicate.of(Duplicate.BY_CONTENT, original));
        if (duplicate.isPresent()) {
            DocumentRecord failed =
                    StatusRows.failed(
                            attempt.row,
                            duplicate.get().error(),
                            duplicate.get().metadata(),
                            clock.instant());
            attempt.row = StatusRows.withSummary(failed, duplicate.get().summary());
            storage.commit(
                    List.of(
                            new Mutation.DeleteValue(KeyValueNamespace.FULL_DOCS, id),
                            new Mutation.PutDocument(attempt.row)),
                    Durability.SYNCED);
            return;
        }
        attempt.row = StatusRows.withText(attempt.row, parsed.content(), hash);
        storage.commit(
                List.of(
                        new Mutation.PutValue(
                                KeyValueNamespace.FULL_DOCS, id, parsed.encode(id, now())),
                        new Mutation.PutDocument(attempt.row)),
                Durability.SYNCED);
    }

    /** Rule LC-43. */
    private List<Description> describe(Attempt attempt, DocumentRow document, Cancellation scope) {
        boolean asked =
                !document.blocks().isEmpty()
                        && document.processOptions().chars().anyMatch(c -> "ite".indexOf(c) >= 0);
        Map<String, Object> facts = new HashMap<>(Map.of("analyzing_start_time", now()));
        if (!asked) {
            facts.put("analyzing_stage_skipped", true);
        }
        attempt.to(DocStatus.ANALYZING, facts);
        if (!asked) {
            return List.of();
        }
        List<Description> described =
                describer.describe(document.document(), document.processOptions(), scope);
        attempt.note(Map.of("analyzing_end_time", now()));
        return described;
    }

    private List<ChunkRow> chunk(
            Attempt attempt,
            DocumentRow document,
            List<Description> described,
            Cancellation scope) {
        ChunkPlan plan =
                ChunkPlan.ofSnapshot(
                        document.chunkOptions(), document.processOptions(), chunkingOptions);
        attempt.chunks = chunking.cut(attempt.row.id(), document, plan, described, scope);
        attempt.row =
                StatusRows.withChunks(
                        attempt.row, attempt.chunks.stream().map(ChunkRow::id).toList());
        Map<String, Object> facts =
                new HashMap<>(
                        Map.of(
                                "process_start_time", now(),
                                "chunk_method", plan.strategy(),
                                "chunk_opts", plan.shownParams()));
        if (!described.isEmpty()) {
            facts.put("mm_chunks", described.size());
        }
        attempt.to(DocStatus.PROCESSING, facts);
        return attempt.chunks;
    }

    /** Chunk vectors are made while the model extracts. */
    private Pending<Boolean> embedAhead(
            List<ChunkRow> chunks, TextEmbedder.Memory vectors, Cancellation scope) {
        List<String> texts = chunks.stream().map(ChunkRow::content).toList();
        return workers.fork(
                () -> {
                    embedder.embed(texts, vectors, scope);
                    return true;
                });
    }

    /** Leaves nothing running behind when it fails. */
    private List<Extraction> extractOrStop(
            Attempt attempt, DocumentRow document, Pending<Boolean> beside, Cancellation scope) {
        try {
            return extract(attempt, document, scope);
        } catch (RuntimeException e) {
            scope.cancel();
            beside.await();
            throw e;
        }
    }

    private List<Extraction> extract(Attempt attempt, DocumentRow document, Cancellation scope) {
        if (document.processOptions().contains("!")) {
            return attempt.chunks.stream().map(Extraction::none).toList();
        }
        return extractor.extract(attempt.chunks, attempt::noteExtraction, scope);
    }

    private DocumentRecord finished(Attempt attempt, List<Extraction> found) {
        Map<String, Object> added =
                new HashMap<>(
                        Map.of(
                                "kg_write_state",
                                "graph_mutation_started",
                                "process_end_time",
                                now()));
        int truncated = found.stream().mapToInt(Extraction::truncatedReplies).sum();
        if (truncated > 0) {
            long affected = found.stream().filter(e -> e.truncatedReplies() > 0).count();
            added.put("llm_truncation", Map.of("events", truncated, "affected", affected));
        }
        return StatusRows.next(attempt.row, DocStatus.PROCESSED, added, clock.instant());
    }

    private boolean failParsing(Attempt attempt, String error) {
        if (attempt.row.contentSummary().isEmpty()
                || attempt.row.contentSummary().startsWith(StatusRows.EXTRACTION)) {
            attempt.row =
                    StatusRows.withSummary(
                            attempt.row, StatusRows.summary(StatusRows.EXTRACTION + error));
        }
        return fail(
                attempt,
                error,
                Map.of("error_type", "file_extraction_error", "error_stage", "parse"));
    }

    /** The failure, and the chunks with their replies so that a deletion finds those too. */
    private boolean fail(Attempt attempt, String error, Map<String, Object> added) {
        state.log("Failed " + attempt.row.filePath() + ": " + error);
        try {
            List<Mutation> mutations = new ArrayList<>();
            for (ChunkRow chunk : attempt.chunks) {
                ChunkRow row =
                        chunk.withMoreCacheKeys(
                                attempt.cacheKeys.getOrDefault(chunk.id(), List.of()));
                mutations.add(
                        new Mutation.PutValue(
                                KeyValueNamespace.TEXT_CHUNKS, row.id(), row.encode(now())));
            }
            mutations.add(
                    new Mutation.PutDocument(
                            StatusRows.failed(attempt.row, error, added, clock.instant())));
            storage.commit(mutations, Durability.SYNCED);
            return true;
        } catch (LightRagException e) {
            LOG.error("The failure of {} could not be recorded", attempt.row.id(), e);
            return false;
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /** One document while it is worked on. */
    private final class Attempt {
        private DocumentRecord row;
        private List<ChunkRow> chunks = List.of();
        private final Map<String, List<String>> cacheKeys = new ConcurrentHashMap<>();

        Attempt(DocumentRecord accepted) {
            this.row = accepted;
        }

        /** The next stage, visible at once but not worth a sync: a lost one is only repeated. */
        void to(DocStatus status, Map<String, Object> added) {
            row = StatusRows.next(row, status, added, clock.instant());
            storage.commit(List.of(new Mutation.PutDocument(row)), Durability.WRITTEN);
        }

        void note(Map<String, Object> added) {
            row = StatusRows.next(row, row.status(), added, clock.instant());
        }

        void noteExtraction(Extraction extraction) {
            cacheKeys.put(extraction.chunk().id(), extraction.cacheKeys());
            state.log(
                    "Chunk "
                            + cacheKeys.size()
                            + " of "
                            + chunks.size()
                            + " extracted "
                            + extraction.records().entities().size()
                            + " entities and "
                            + extraction.records().relations().size()
                            + " relations: "
                            + extraction.chunk().id());
        }
    }
}
