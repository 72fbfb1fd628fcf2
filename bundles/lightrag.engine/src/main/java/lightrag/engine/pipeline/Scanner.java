package lightrag.engine.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.InvalidInputException;
import lightrag.api.LightRagException;
import lightrag.api.ScanStart;
import lightrag.api.ScanStatus;
import lightrag.api.TrackId;
import lightrag.engine.options.EngineOptions;
import lightrag.spi.engine.TextTools;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks through the input folder for what is new (rules LC-72 to LC-74). */
public final class Scanner {

    private static final Logger LOG = LoggerFactory.getLogger(Scanner.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int JOBS_MAX = 128;

    private final WorkspaceStorage storage;
    private final Admission admission;
    private final InputFolder folder;
    private final TextTools tools;
    private final FileRouting routing;
    private final PipelineState state;
    private final Pipeline pipeline;
    private final EngineOptions options;
    private final Executor executor;
    private final InstantSource clock;
    private final Map<TrackId, ScanJob> jobs = new LinkedHashMap<>();

    Scanner(ScannerParts parts) {
        this.storage = parts.storage();
        this.admission = parts.admission();
        this.folder = parts.folder();
        this.tools = parts.tools();
        this.routing = parts.routing();
        this.state = parts.state();
        this.pipeline = parts.pipeline();
        this.options = parts.options();
        this.executor = parts.executor();
        this.clock = parts.clock();
    }

    /** See {@link lightrag.api.DocumentOperations#scan}. */
    public ScanStart start() {
        TrackId track = TrackIds.next("scan", clock.instant());
        Optional<String> obstacle = state.beginScan();
        if (obstacle.isPresent()) {
            return new ScanStart(false, obstacle.get(), track);
        }
        ScanJob job = new ScanJob(track, clock.instant());
        remember(track, job);
        executor.execute(() -> run(job, track));
        return new ScanStart(true, "The input folder is being scanned.", track);
    }

    private synchronized void remember(TrackId track, ScanJob job) {
        Instant oldest = clock.instant().minus(KEPT);
        jobs.values().removeIf(known -> !known.isRunning() && known.updatedAt().isBefore(oldest));
        while (jobs.size() >= JOBS_MAX) {
            jobs.remove(jobs.keySet().iterator().next());
        }
        jobs.put(track, job);
    }

    /** See {@link lightrag.api.DocumentOperations#scanStatus}. */
    public synchronized Optional<ScanStatus> status(TrackId track) {
        return Optional.ofNullable(jobs.get(track)).map(ScanJob::snapshot);
    }

    private void run(ScanJob job, TrackId track) {
        String outcome = "failed";
        String message = "";
        try {
            message = accept(job, track) + " new files were accepted.";
            outcome = "completed";
        } catch (LightRagException e) {
            message = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("A scan failed unexpectedly", e);
            message = e.toString();
        } finally {
            state.scanClassified();
            pipeline.wake(); // before the scan ends, so that the workspace is never idle with work
            // waiting
            state.endScan();
            job.end(outcome, message, clock.instant());
        }
    }

    /** Number of documents accepted. */
    private int accept(ScanJob job, TrackId track) {
        pipeline.resetFailed();
        List<Submission> found = classify(job, track);
        int batch = options.pipeline().scanBatchSize();
        for (int from = 0; from < found.size(); from += batch) {
            admission.admit(found.subList(from, Math.min(found.size(), from + batch)), track, true);
        }
        return found.size();
    }

    private List<Submission> classify(ScanJob job, TrackId track) {
        List<Submission> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String file : folder.waiting()) {
            if (!tools.suffixes().contains(suffix(file))) {
                continue;
            }
            job.count("discovered", clock.instant());
            if (DocumentName.hasUnusableCharacters(file)) {
                note(job, "unsafe_source", ScanJob.WARNING, file);
            } else {
                classify(file, seen, job, track).ifPresent(found::add);
            }
        }
        return found;
    }

    /**
     * Compared as it is written, as in the reference: {@code A.TXT} is left alone (rule LC-72a).
     */
    private static String suffix(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot);
    }

    /** What the file asks for, when it is new. */
    private Optional<Submission> classify(
            String file, Set<String> seen, ScanJob job, TrackId track) {
        DocumentName name = DocumentName.of(file);
        if (!seen.add(name.canonical())) {
            folder.archive(file);
            note(job, "alias_duplicate", ScanJob.WARNING, file);
            return Optional.empty();
        }
        Optional<DocumentRecord> owner = admission.owner(name.canonical());
        if (owner.isEmpty()) {
            return claimed("claimed_new", file, job, track);
        }
        return known(file, owner.get(), job, track);
    }

    private Optional<Submission> known(
            String file, DocumentRecord owner, ScanJob job, TrackId track) {
        String physical = String.valueOf(owner.metadata().getOrDefault("source_file", ""));
        boolean hasText =
                storage.keyValues(KeyValueNamespace.FULL_DOCS).get(owner.id()).isPresent();
        if (owner.status() == DocStatus.PROCESSED) {
            folder.archive(file);
            note(job, "processed", ScanJob.PROCESSED, file);
        } else if (owner.status() == DocStatus.FAILED && !hasText) {
            storage.commit(List.of(new Mutation.DeleteDocument(owner.id())), Durability.SYNCED);
            return claimed("stale_stub", file, job, track);
        } else if (physical.isEmpty()) {
            note(job, "source_identity_unknown", ScanJob.WARNING, file);
        } else if (physical.equals(file)) {
            note(job, "resume_same_physical_source", ScanJob.PROCESSED, file);
        } else {
            folder.archive(file);
            note(job, "alias_duplicate", ScanJob.WARNING, file);
        }
        return Optional.empty();
    }

    /** The file's submission; a name that can't be followed leaves a failed row that says why. */
    private Optional<Submission> claimed(String what, String file, ScanJob job, TrackId track) {
        try {
            Submission submission = routing.submission(file);
            note(job, what, ScanJob.PROCESSED, file);
            return Optional.of(submission);
        } catch (InvalidInputException e) {
            note(job, what, ScanJob.ERROR, file);
            DocumentRecord row =
                    StatusRows.unreadable(
                            DocumentName.of(file).canonical(),
                            "Filename hint error",
                            String.valueOf(e.getMessage()),
                            folder.size(file),
                            track,
                            clock.instant());
            storage.commit(List.of(new Mutation.PutDocument(row)), Durability.SYNCED);
            return Optional.empty();
        }
    }

    private void note(ScanJob job, String what, String bucket, String file) {
        job.count(what, clock.instant());
        job.sample(bucket, file, clock.instant());
    }
}
