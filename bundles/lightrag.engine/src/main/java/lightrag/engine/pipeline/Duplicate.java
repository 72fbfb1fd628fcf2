package lightrag.engine.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.CodePoints;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.engine.text.Hashing;

/**
 * A document that is there already (rules LC-11 to LC-14).
 *
 * @param kind {@code filename} or {@code content_hash}
 * @param originalStatus on the wire, or {@code batch_duplicate} for one of the same request
 */
record Duplicate(String kind, String originalId, String originalTrack, String originalStatus) {

    static final String BY_NAME = "filename";
    static final String BY_CONTENT = "content_hash";

    static Duplicate of(String kind, DocumentRecord original) {
        return new Duplicate(kind, original.id(), original.trackId(), original.status().wire());
    }

    Map<String, Object> metadata() {
        return Map.of(
                "is_duplicate", true,
                "duplicate_kind", kind,
                "original_doc_id", originalId,
                "original_track_id", originalTrack);
    }

    String summary() {
        return "[DUPLICATE:" + kind + "] Original document: " + originalId;
    }

    String error() {
        String why =
                kind.equals(BY_NAME)
                        ? "A document of this name is in the knowledge base already."
                        : "A document with the same content is in the knowledge base under another name.";
        return why + " It is " + originalId + " (Status: " + originalStatus + ").";
    }

    /** The row that records the attempt. @param index of the document within its request */
    DocumentRecord row(String documentId, String track, int index, String filePath, Instant now) {
        return new DocumentRecord(
                Hashing.id("dup-", documentId + "-" + track + "-" + index + "-" + filePath),
                DocStatus.FAILED,
                summary(),
                CodePoints.length(summary()),
                filePath,
                now,
                now,
                track,
                Optional.empty(),
                Optional.of(0),
                List.of(),
                Optional.of(error()),
                metadata());
    }
}
