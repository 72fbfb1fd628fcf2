package lightrag.storage.rocksdb.codec;

import java.time.Instant;
import java.util.Optional;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;

/**
 * What sorting, counting and the secondary keys of a document need. Form 1: id, status (wire name),
 * file path, created at, updated at, track id, optional hash.
 *
 * @param sequence place in insertion order; part of the key, not of the row
 */
public record DocumentHead(
        int sequence,
        String id,
        DocStatus status,
        String filePath,
        Instant createdAt,
        Instant updatedAt,
        String trackId,
        Optional<String> contentHash) {
    private static final int VERSION = 1;

    public static DocumentHead of(int sequence, DocumentRecord document) {
        return new DocumentHead(
                sequence,
                document.id(),
                document.status(),
                document.filePath(),
                document.createdAt(),
                document.updatedAt(),
                document.trackId(),
                document.contentHash());
    }

    public byte[] encode() {
        RowWriter out = new RowWriter(VERSION).text(id).text(status.wire()).text(filePath);
        DocumentCodec.instant(out, createdAt);
        DocumentCodec.instant(out, updatedAt);
        return out.text(trackId).optionalText(contentHash).toBytes();
    }

    public static DocumentHead decode(int sequence, byte[] row) {
        RowReader in = new RowReader("document head", VERSION, row);
        DocumentHead head =
                new DocumentHead(
                        sequence,
                        in.text(),
                        DocumentCodec.status(in),
                        in.text(),
                        DocumentCodec.instant(in),
                        DocumentCodec.instant(in),
                        in.text(),
                        in.optionalText());
        in.end();
        return head;
    }
}
