package lightrag.engine.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import lightrag.api.CodePoints;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.OverloadedException;
import lightrag.api.TrackId;
import lightrag.engine.options.PipelineOptions;
import lightrag.engine.text.Hashing;
import lightrag.spi.storage.DocStatusStorage;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * Lets documents in: tells duplicates apart and makes the others durable, all of a request in one
 * synced commit (rules LC-10 to LC-16). One request at a time, so that two can't claim one name.
 */
final class Admission {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final WorkspaceStorage storage;
    private final PipelineState state;
    private final PipelineOptions options;
    private final InstantSource clock;
    private final Lock turn;

    /**
     * @param turn held by whoever accepts documents
     */
    Admission(
            WorkspaceStorage storage,
            PipelineState state,
            PipelineOptions options,
            InstantSource clock,
            Lock turn) {
        this.storage = storage;
        this.state = state;
        this.options = options;
        this.clock = clock;
        this.turn = turn;
    }

    /** What became of a request. */
    record Outcome(List<String> accepted, List<DocumentRecord> duplicates) {}

    /**
     * @throws lightrag.api.ConflictException an exclusive job runs
     * @throws OverloadedException too many documents wait
     */
    Outcome admit(List<Submission> submissions, TrackId track, boolean fromScan) {
        state.accepting(fromScan);
        turn.lock();
        try {
            return admitAnnounced(submissions, track);
        } finally {
            turn.unlock();
            state.accepted();
        }
    }

    /**
     * As {@link #admit}, before anything is there to be admitted.
     *
     * @throws lightrag.api.ConflictException an exclusive job runs
     * @throws OverloadedException too many documents wait
     */
    void requireRoom(int count) {
        state.accepting(false);
        try {
            checkCapacity(count);
        } finally {
            state.accepted();
        }
    }

    private Outcome admitAnnounced(List<Submission> submissions, TrackId track) {
        Request request = new Request(track.value(), StatusRows.micros(clock.instant()));
        submissions.forEach(request::add);
        checkCapacity(request.accepted.size());
        storage.commit(request.mutations, Durability.SYNCED);
        return new Outcome(request.accepted, request.duplicates);
    }

    private void checkCapacity(int added) {
        if (options.maxPendingDocuments() > 0 && added > 0) {
            var counts = storage.docStatus().counts();
            long active = StatusRows.UNFINISHED.stream().mapToLong(counts::of).sum();
            if (active + added > options.maxPendingDocuments()) {
                throw new OverloadedException(
                        active
                                + " documents wait and "
                                + added
                                + " more were sent, but only "
                                + options.maxPendingDocuments()
                                + " may wait at a time; try again later.",
                        RETRY_AFTER);
            }
        }
    }

    /** The row that a name belongs to, when it does. */
    Optional<DocumentRecord> owner(String name) {
        return storage.docStatus().byFilePath(name).stream()
                .filter(Admission::isOriginal)
                .findFirst();
    }

    private static boolean isOriginal(DocumentRecord row) {
        return !Boolean.TRUE.equals(row.metadata().get("is_duplicate"));
    }

    /**
     * The row of the same text under another id: the earliest that is no duplicate of this one
     * (rule LC-12).
     */
    static Optional<DocumentRecord> sameContent(DocStatusStorage rows, String hash, String id) {
        return rows.byContentHash(hash).stream()
                .filter(row -> !row.id().equals(id))
                .filter(row -> !id.equals(row.metadata().get("original_doc_id")))
                .min(
                        Comparator.comparing(DocumentRecord::createdAt)
                                .thenComparing(DocumentRecord::id));
    }

    /** One request while it is looked through. */
    private final class Request {
        private final String track;
        private final Instant now;
        private final Map<String, String> namesHere = new HashMap<>();
        private final Map<String, String> hashesHere = new HashMap<>();
        private final List<String> accepted = new ArrayList<>();
        private final List<DocumentRecord> duplicates = new ArrayList<>();
        private final List<Mutation> mutations = new ArrayList<>();
        private int index;

        Request(String track, Instant now) {
            this.track = track;
            this.now = now;
        }

        void add(Submission submission) {
            Optional<String> hash =
                    submission.isFile()
                            ? Optional.empty()
                            : Optional.of(ContentHash.of(submission.content()));
            String id = id(submission);
            Instant stamp = now.plusNanos(1000L * index);
            Optional<Duplicate> duplicate =
                    here(submission, hash).or(() -> stored(submission, id, hash));
            if (duplicate.isPresent()) {
                DocumentRecord row =
                        duplicate.get().row(id, track, index, submission.name(), stamp);
                duplicates.add(row);
                mutations.add(new Mutation.PutDocument(row));
            } else {
                accept(submission, id, hash, stamp);
            }
            index++;
        }

        private String id(Submission submission) {
            if (submission.isNamed()) {
                return Hashing.id("doc-", submission.name());
            }
            return Hashing.id(
                    "doc-",
                    submission.isFile()
                            ? submission.name() + "-" + track + "-" + index
                            : submission.content());
        }

        private Optional<Duplicate> here(Submission submission, Optional<String> hash) {
            String byName = submission.isNamed() ? namesHere.get(submission.name()) : null;
            if (byName != null) {
                return Optional.of(
                        new Duplicate(Duplicate.BY_NAME, byName, track, "batch_duplicate"));
            }
            return hash.map(hashesHere::get)
                    .map(
                            original ->
                                    new Duplicate(
                                            Duplicate.BY_CONTENT,
                                            original,
                                            track,
                                            "batch_duplicate"));
        }

        private Optional<Duplicate> stored(
                Submission submission, String id, Optional<String> hash) {
            return storage.docStatus()
                    .get(id)
                    .or(() -> submission.isNamed() ? owner(submission.name()) : Optional.empty())
                    .map(original -> Duplicate.of(Duplicate.BY_NAME, original))
                    .or(
                            () ->
                                    hash.flatMap(
                                                    value ->
                                                            sameContent(
                                                                    storage.docStatus(), value, id))
                                            .map(
                                                    original ->
                                                            Duplicate.of(
                                                                    Duplicate.BY_CONTENT,
                                                                    original)));
        }

        private void accept(
                Submission submission, String id, Optional<String> hash, Instant stamp) {
            namesHere.put(submission.name(), id);
            hash.ifPresent(value -> hashesHere.put(value, id));
            accepted.add(id);
            mutations.add(
                    new Mutation.PutValue(
                            KeyValueNamespace.FULL_DOCS,
                            id,
                            submission.row(hash).encode(id, now.getEpochSecond())));
            mutations.add(new Mutation.PutDocument(pending(submission, id, hash, stamp)));
        }

        private DocumentRecord pending(
                Submission submission, String id, Optional<String> hash, Instant stamp) {
            Map<String, Object> metadata =
                    new HashMap<>(
                            Map.of(
                                    "process_options",
                                    submission.options(),
                                    "kg_write_state",
                                    "pre_graph"));
            submission.sourceFile().ifPresent(file -> metadata.put("source_file", file));
            if (!submission.metadata().isEmpty()) {
                metadata.put(StatusRows.USER_METADATA, submission.metadata());
            }
            return new DocumentRecord(
                    id,
                    DocStatus.PENDING,
                    StatusRows.summary(submission.content()),
                    CodePoints.length(submission.content()),
                    submission.name(),
                    stamp,
                    stamp,
                    track,
                    hash,
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    metadata);
        }
    }
}
