package lightrag.storage.rocksdb.document;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lightrag.api.DocumentRecord;
import lightrag.storage.rocksdb.codec.DocumentCodec;
import lightrag.storage.rocksdb.codec.DocumentHead;
import lightrag.storage.rocksdb.db.Batch;
import lightrag.storage.rocksdb.db.Counters;
import lightrag.storage.rocksdb.db.Keys;
import lightrag.storage.rocksdb.db.Staged;

/** The documents' part of one commit: rows, secondary keys, counts. */
public final class DocumentWriter implements Staged {
    private static final byte[] NOTHING = {};

    private final RocksDocStatusStorage store;
    private final Batch batch;
    private final Counters counters;
    private final List<Consumer<DocumentView>> changes = new ArrayList<>();
    private boolean cleared;

    DocumentWriter(RocksDocStatusStorage store, Batch batch, Counters counters) {
        this.store = store;
        this.batch = batch;
        this.counters = counters;
    }

    public void put(DocumentRecord document) {
        Optional<DocumentHead> former = find(document.id());
        int sequence = former.map(DocumentHead::sequence).orElseGet(counters::nextDocument);
        DocumentHead head = DocumentHead.of(sequence, document);
        former.ifPresent(this::unlink);
        batch.put(Keys.number(Keys.DOCUMENT, sequence), DocumentCodec.encode(document));
        putChunkIds(sequence, document.chunkIds());
        batch.put(Keys.number(Keys.DOCUMENT_HEAD, sequence), head.encode());
        link(head);
        counters.addDocuments(head.status(), 1);
        changes.add(view -> view.put(head));
    }

    /** The list of a long document is large and rarely changes: written only when it does. */
    private void putChunkIds(int sequence, List<String> chunkIds) {
        byte[] key = Keys.number(Keys.DOCUMENT_CHUNKS, sequence);
        if (chunkIds.isEmpty()) {
            batch.delete(key);
            return;
        }
        byte[] row = DocumentCodec.encodeChunkIds(chunkIds);
        if (!batch.get(key).filter(old -> Arrays.equals(old, row)).isPresent()) {
            batch.put(key, row);
        }
    }

    public void delete(String id) {
        find(id).ifPresent(this::delete);
    }

    private void delete(DocumentHead head) {
        unlink(head);
        for (int kind : new int[] {Keys.DOCUMENT, Keys.DOCUMENT_CHUNKS, Keys.DOCUMENT_HEAD}) {
            batch.delete(Keys.number(kind, head.sequence()));
        }
        batch.delete(Keys.text(Keys.DOCUMENT_ID, head.id()));
        changes.add(view -> view.remove(head.sequence()));
    }

    /** Deletes all documents. */
    public void clear() {
        for (int kind = Keys.DOCUMENT; kind <= Keys.DOCUMENT_HASH; kind++) {
            batch.clear(Keys.kind(kind));
        }
        counters.clearDocuments();
        changes.clear();
        cleared = true;
    }

    private Optional<DocumentHead> find(String id) {
        return batch.get(Keys.text(Keys.DOCUMENT_ID, id))
                .map(Keys::lastNumber)
                .flatMap(
                        sequence ->
                                batch.get(Keys.number(Keys.DOCUMENT_HEAD, sequence))
                                        .map(row -> DocumentHead.decode(sequence, row)));
    }

    private void link(DocumentHead head) {
        int sequence = head.sequence();
        batch.put(
                Keys.text(Keys.DOCUMENT_ID, head.id()),
                ByteBuffer.allocate(4).putInt(sequence).array());
        secondaryKeys(head).forEach(key -> batch.put(key, NOTHING));
    }

    private void unlink(DocumentHead head) {
        secondaryKeys(head).forEach(batch::delete);
        counters.addDocuments(head.status(), -1);
    }

    private static List<byte[]> secondaryKeys(DocumentHead head) {
        List<byte[]> keys = new ArrayList<>(3);
        keys.add(Keys.secondary(Keys.DOCUMENT_TRACK, head.trackId(), head.sequence()));
        keys.add(Keys.secondary(Keys.DOCUMENT_PATH, head.filePath(), head.sequence()));
        head.contentHash()
                .ifPresent(
                        hash ->
                                keys.add(
                                        Keys.secondary(Keys.DOCUMENT_HASH, hash, head.sequence())));
        return keys;
    }

    @Override
    public void apply() {
        store.apply(changes, cleared);
    }

    @Override
    public void dropViews() {
        store.dropView();
    }
}
