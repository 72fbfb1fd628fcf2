package lightrag.storage.rocksdb.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.InvalidInputException;

/**
 * Two rows a document, so that lists need not read chunk ids.
 *
 * <p>Form 1 of the main row: id, status (wire name), summary, length, file path, created at and
 * updated at (each: seconds signed, nanoseconds), track id, optional hash, optional chunk count,
 * optional error, metadata. Form 1 of the other: the chunk ids.
 */
public final class DocumentCodec {
    private static final int VERSION = 1;

    private DocumentCodec() {}

    /** All but the chunk ids. */
    public static byte[] encode(DocumentRecord document) {
        RowWriter out =
                new RowWriter(VERSION)
                        .text(document.id())
                        .text(document.status().wire())
                        .text(document.contentSummary())
                        .unsigned(document.contentLength())
                        .text(document.filePath());
        instant(out, document.createdAt());
        instant(out, document.updatedAt());
        out.text(document.trackId()).optionalText(document.contentHash());
        out.octet(document.chunksCount().isPresent() ? 1 : 0);
        document.chunksCount().ifPresent(out::signed);
        out.optionalText(document.error()).unsigned(document.metadata().size());
        document.metadata().forEach((key, value) -> JsonLike.write(out.text(key), value));
        return out.toBytes();
    }

    public static byte[] encodeChunkIds(List<String> chunkIds) {
        return new RowWriter(VERSION).texts(chunkIds).toBytes();
    }

    public static List<String> decodeChunkIds(byte[] row) {
        RowReader in = new RowReader("chunk list", VERSION, row);
        List<String> ids = in.texts();
        in.end();
        return ids;
    }

    /** A document from its main row and its chunk ids. */
    public static DocumentRecord decode(byte[] row, List<String> chunkIds) {
        RowReader in = new RowReader("document", VERSION, row);
        String id = in.text();
        DocStatus status = status(in);
        String summary = in.text();
        long length = in.unsigned();
        String filePath = in.text();
        Instant created = instant(in);
        Instant updated = instant(in);
        String track = in.text();
        Optional<String> hash = in.optionalText();
        Optional<Integer> chunks =
                in.octet() == 0 ? Optional.empty() : Optional.of((int) in.signed());
        Optional<String> error = in.optionalText();
        Map<String, Object> metadata = metadata(in);
        in.end();
        return new DocumentRecord(
                id, status, summary, length, filePath, created, updated, track, hash, chunks,
                chunkIds, error, metadata);
    }

    private static Map<String, Object> metadata(RowReader in) {
        int count = in.count();
        Map<String, Object> metadata = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            metadata.put(in.text(), JsonLike.read(in));
        }
        return metadata;
    }

    static DocStatus status(RowReader in) {
        try {
            return DocStatus.fromWire(in.text());
        } catch (InvalidInputException e) {
            throw in.damaged();
        }
    }

    static void instant(RowWriter out, Instant instant) {
        out.signed(instant.getEpochSecond()).unsigned(instant.getNano());
    }

    static Instant instant(RowReader in) {
        try {
            return Instant.ofEpochSecond(in.signed(), in.unsigned());
        } catch (DateTimeException | ArithmeticException e) {
            throw in.damaged();
        }
    }
}
