package lightrag.engine.verify;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.VerifyReport.Kind;
import lightrag.engine.graph.TextEmbedder;
import lightrag.engine.pipeline.StatusRows;
import lightrag.engine.rows.ChunkRow;
import lightrag.engine.rows.DocumentRow;
import lightrag.engine.task.Cancellation;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.WorkspaceStorage;

/** Documents, their texts, their chunks and the chunks' vectors. */
final class DocumentCheck {

    private static final int BATCH = 256;

    private final WorkspaceStorage storage;
    private final TextEmbedder embedder;
    private final InstantSource clock;
    private final Inventory inventory;
    private final Findings findings;
    private final List<Mutation> repairs = new ArrayList<>();

    DocumentCheck(
            WorkspaceStorage storage,
            TextEmbedder embedder,
            InstantSource clock,
            Inventory inventory,
            Findings findings) {
        this.storage = storage;
        this.embedder = embedder;
        this.clock = clock;
        this.inventory = inventory;
        this.findings = findings;
    }

    void run() {
        findings.looked("doc_status", inventory.documents().size());
        texts();
        List<String> toEmbed = chunks();
        missingChunks();
        if (findings.repairs()) {
            storage.commit(repairs, Durability.SYNCED);
            embed(toEmbed);
        }
    }

    private void texts() {
        Set<String> found = new HashSet<>();
        storage.keyValues(KeyValueNamespace.FULL_DOCS)
                .scan(
                        "",
                        (id, value) -> {
                            found.add(id);
                            if (!inventory.documents().containsKey(id)) {
                                findings.add(Kind.TEXT_WITHOUT_DOCUMENT, id);
                                repairs.add(
                                        new Mutation.PutDocument(
                                                StatusRows.recovered(
                                                        id,
                                                        DocumentRow.decode(value),
                                                        clock.instant())));
                            }
                            return true;
                        });
        findings.looked(KeyValueNamespace.FULL_DOCS.wire(), found.size());
        for (DocumentRecord row : inventory.documents().values()) {
            // A failed document may have had nothing but an unreadable file.
            if (row.status() != DocStatus.FAILED && !found.contains(row.id())) {
                findings.add(Kind.DOCUMENT_WITHOUT_TEXT, row.id());
            }
        }
    }

    /** Ids of chunks that must be embedded. */
    private List<String> chunks() {
        List<String> toEmbed = new ArrayList<>();
        Set<String> searchable = new HashSet<>();
        List<ChunkRow> batch = new ArrayList<>();
        storage.keyValues(KeyValueNamespace.TEXT_CHUNKS)
                .scan(
                        "",
                        (id, value) -> {
                            sortIn(ChunkRow.decode(id, value), batch, searchable);
                            if (batch.size() == BATCH) {
                                vectors(batch, toEmbed);
                            }
                            return true;
                        });
        vectors(batch, toEmbed);
        storage.vectors(VectorNamespace.CHUNKS, 0)
                .forEach(
                        row -> {
                            findings.looked("vectors_chunks", 1);
                            if (!searchable.contains(row.id())) {
                                findings.add(Kind.CHUNK_VECTOR_WITHOUT_CHUNK, row.id());
                                repairs.add(
                                        new Mutation.DeleteVector(
                                                VectorNamespace.CHUNKS, row.id()));
                            }
                            return true;
                        });
        return toEmbed;
    }

    private void sortIn(ChunkRow chunk, List<ChunkRow> batch, Set<String> searchable) {
        findings.looked(KeyValueNamespace.TEXT_CHUNKS.wire(), 1);
        if (!inventory.belongs(chunk)) {
            findings.add(Kind.CHUNK_WITHOUT_DOCUMENT, chunk.id());
            repairs.add(new Mutation.DeleteValue(KeyValueNamespace.TEXT_CHUNKS, chunk.id()));
            return;
        }
        inventory.keep(chunk);
        if (inventory.isSearchable(chunk)) {
            searchable.add(chunk.id());
            batch.add(chunk);
        }
    }

    private void vectors(List<ChunkRow> batch, List<String> toEmbed) {
        Map<String, VectorRow> stored =
                storage.vectors(VectorNamespace.CHUNKS, 0)
                        .rows(batch.stream().map(ChunkRow::id).toList());
        for (ChunkRow chunk : batch) {
            VectorRow row = stored.get(chunk.id());
            if (row == null) {
                findings.add(Kind.CHUNK_VECTOR_MISSING, chunk.id());
                toEmbed.add(chunk.id());
            } else if (!row.content().equals(chunk.content())
                    || !row.fields().equals(chunk.vectorFields())) {
                findings.add(Kind.CHUNK_VECTOR_DIFFERS, chunk.id());
                toEmbed.add(chunk.id());
            }
        }
        batch.clear();
    }

    private void missingChunks() {
        for (DocumentRecord row : inventory.documents().values()) {
            if (row.status() == DocStatus.PROCESSED
                    && !row.chunkIds().stream().allMatch(inventory::exists)) {
                findings.add(Kind.CHUNK_MISSING, row.id());
                repairs.add(new Mutation.PutDocument(StatusRows.reset(row, clock.instant())));
            }
        }
    }

    private void embed(List<String> ids) {
        long now = clock.instant().getEpochSecond();
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + BATCH));
            List<Optional<byte[]>> values =
                    storage.keyValues(KeyValueNamespace.TEXT_CHUNKS).getAll(some);
            List<ChunkRow> chunks = ChunkRow.decodeAll(some, values);
            List<float[]> vectors =
                    embedder.embed(
                            chunks.stream().map(ChunkRow::content).toList(), new Cancellation());
            List<Mutation> all = new ArrayList<>();
            for (int i = 0; i < chunks.size(); i++) {
                all.add(
                        new Mutation.PutVector(
                                VectorNamespace.CHUNKS, chunks.get(i).vector(now), vectors.get(i)));
            }
            storage.commit(all, Durability.SYNCED);
        }
    }
}
