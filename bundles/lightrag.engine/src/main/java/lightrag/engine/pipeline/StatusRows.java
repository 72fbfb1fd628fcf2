package lightrag.engine.pipeline;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.CodePoints;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.TrackId;
import lightrag.engine.rows.DocumentRow;
import lightrag.engine.text.Hashing;
import lightrag.engine.text.PythonText;

/** The next row of a document (rules DM-47, DM-49 and LC-33). Pure. */
public final class StatusRows {

    /** Documents that still have work before them. */
    public static final Set<DocStatus> UNFINISHED =
            Set.of(DocStatus.PENDING, DocStatus.PARSING, DocStatus.ANALYZING, DocStatus.PROCESSING);

    /** Under this name a document keeps what its caller said of it. */
    public static final String USER_METADATA = "user_metadata";

    /** Begins the summary of a document whose file could not be read. */
    static final String EXTRACTION = "[File Extraction]";

    /** What a document keeps when it starts over. */
    private static final Set<String> DIRECTIVES =
            Set.of(
                    USER_METADATA,
                    "process_options",
                    "source_file",
                    "kg_write_state",
                    "is_duplicate",
                    "duplicate_kind",
                    "original_doc_id",
                    "original_track_id");

    private static final int SUMMARY_MAX = 250;

    private StatusRows() {}

    static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** The start of a text, trimmed. */
    static String summary(String text) {
        String trimmed = PythonText.strip(text);
        return CodePoints.length(trimmed) <= SUMMARY_MAX
                ? trimmed
                : CodePoints.truncate(trimmed, SUMMARY_MAX) + "...";
    }

    /** The same row in another status; what it said of an error is gone. */
    static DocumentRecord next(
            DocumentRecord row, DocStatus status, Map<String, Object> added, Instant now) {
        Map<String, Object> metadata = new HashMap<>(row.metadata());
        metadata.putAll(added);
        return with(
                row, status, row.chunksCount(), row.chunkIds(), Optional.empty(), metadata, now);
    }

    static DocumentRecord failed(
            DocumentRecord row, String error, Map<String, Object> added, Instant now) {
        Map<String, Object> metadata = new HashMap<>(row.metadata());
        metadata.putAll(added);
        return with(
                row,
                DocStatus.FAILED,
                row.chunksCount(),
                row.chunkIds(),
                Optional.of(error),
                metadata,
                now);
    }

    /** Back to the start, with nothing left of the last attempt but its chunks. */
    public static DocumentRecord reset(DocumentRecord row, Instant now) {
        Map<String, Object> metadata = new HashMap<>(row.metadata());
        metadata.keySet().retainAll(DIRECTIVES);
        return with(
                row,
                DocStatus.PENDING,
                row.chunksCount(),
                row.chunkIds(),
                Optional.of(""),
                metadata,
                now);
    }

    /** The row of a text whose own row was lost: failed, so that somebody decides about it. */
    public static DocumentRecord recovered(String id, DocumentRow document, Instant now) {
        Map<String, Object> metadata =
                new HashMap<>(
                        Map.of(
                                "process_options",
                                document.processOptions(),
                                "kg_write_state",
                                "pre_graph"));
        document.sourceFile().ifPresent(file -> metadata.put("source_file", file));
        return new DocumentRecord(
                id,
                DocStatus.FAILED,
                summary(document.content()),
                CodePoints.length(document.content()),
                document.filePath(),
                micros(now),
                micros(now),
                "",
                document.contentHash(),
                Optional.empty(),
                List.of(),
                Optional.of(
                        "The row of this document was lost and found again; retry or delete it."),
                metadata);
    }

    /**
     * The row of a file that was never accepted (rule DM-28).
     *
     * @param what went wrong in a few words
     * @param size of the file in bytes
     */
    static DocumentRecord unreadable(
            String filePath, String what, String error, long size, TrackId track, Instant now) {
        String summary = EXTRACTION + what;
        return new DocumentRecord(
                Hashing.id("error-", filePath + "-" + summary),
                DocStatus.FAILED,
                summary,
                size,
                filePath,
                micros(now),
                micros(now),
                track.value(),
                Optional.empty(),
                Optional.of(0),
                List.of(),
                Optional.of(error),
                Map.of("error_type", "file_extraction_error"));
    }

    static DocumentRecord withChunks(DocumentRecord row, List<String> chunkIds) {
        return with(
                row,
                row.status(),
                Optional.of(chunkIds.size()),
                chunkIds,
                row.error(),
                row.metadata(),
                row.updatedAt());
    }

    static DocumentRecord withText(DocumentRecord row, String text, String hash) {
        return new DocumentRecord(
                row.id(),
                row.status(),
                summary(text),
                CodePoints.length(text),
                row.filePath(),
                row.createdAt(),
                row.updatedAt(),
                row.trackId(),
                Optional.of(hash),
                row.chunksCount(),
                row.chunkIds(),
                row.error(),
                row.metadata());
    }

    static DocumentRecord withSummary(DocumentRecord row, String summary) {
        return new DocumentRecord(
                row.id(),
                row.status(),
                summary,
                row.contentLength(),
                row.filePath(),
                row.createdAt(),
                row.updatedAt(),
                row.trackId(),
                row.contentHash(),
                row.chunksCount(),
                row.chunkIds(),
                row.error(),
                row.metadata());
    }

    private static DocumentRecord with(
            DocumentRecord row,
            DocStatus status,
            Optional<Integer> chunksCount,
            List<String> chunkIds,
            Optional<String> error,
            Map<String, Object> metadata,
            Instant now) {
        return new DocumentRecord(
                row.id(),
                status,
                row.contentSummary(),
                row.contentLength(),
                row.filePath(),
                row.createdAt(),
                micros(now),
                row.trackId(),
                row.contentHash(),
                chunksCount,
                chunkIds,
                error,
                metadata);
    }
}
