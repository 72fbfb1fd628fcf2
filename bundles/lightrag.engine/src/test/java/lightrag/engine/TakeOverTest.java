package lightrag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import lightrag.api.ConflictException;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.ExportFormat;
import lightrag.api.InvalidInputException;
import lightrag.api.TakeOver;
import lightrag.engine.graph.VectorTexts;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A storage folder as the Python server leaves it, written from a workspace of our own. */
class TakeOverTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<KeyValueNamespace> VALUES =
            List.of(
                    KeyValueNamespace.FULL_DOCS,
                    KeyValueNamespace.TEXT_CHUNKS,
                    KeyValueNamespace.LLM_RESPONSE_CACHE,
                    KeyValueNamespace.FULL_ENTITIES,
                    KeyValueNamespace.FULL_RELATIONS,
                    KeyValueNamespace.ENTITY_CHUNKS,
                    KeyValueNamespace.RELATION_CHUNKS);

    @TempDir Path directory;
    private Path folder;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(directory.resolve("rag_storage"));
        try (Workspace w = workspace("origin")) {
            IngestTest.scenario(w);
            for (KeyValueNamespace namespace : VALUES) {
                Map<String, Object> rows = new LinkedHashMap<>();
                w.storage
                        .keyValues(namespace)
                        .scan("", (key, value) -> rows.put(key, JSON.readTree(value)) == null);
                write("kv_store_" + namespace.wire() + ".json", rows);
            }
            write("kv_store_doc_status.json", statuses(w));
            for (VectorNamespace namespace : VectorNamespace.values()) {
                write("vdb_" + namespace.wire() + ".json", vectors(w, namespace));
            }
            try (var out =
                    Files.newOutputStream(folder.resolve("graph_chunk_entity_relation.graphml"))) {
                w.engine.export(ExportFormat.GRAPHML, out);
            }
        }
    }

    private Workspace workspace(String name) {
        return new Workspace(directory.resolve(name), Map.of("max.gleaning", "0"));
    }

    private void write(String file, Object json) {
        try {
            Files.write(folder.resolve(file), JSON.writeValueAsBytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> statuses(Workspace w) {
        Map<String, Object> rows = new LinkedHashMap<>();
        for (DocumentRecord row :
                w.storage
                        .docStatus()
                        .byStatus(
                                java.util.EnumSet.allOf(DocStatus.class),
                                10,
                                java.util.Optional.empty())) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("status", row.status().wire());
            json.put("content_summary", row.contentSummary());
            json.put("content_length", row.contentLength());
            json.put("created_at", row.createdAt().atOffset(java.time.ZoneOffset.UTC).toString());
            json.put("updated_at", row.updatedAt().toString().replace("Z", ""));
            json.put("file_path", row.filePath());
            json.put("track_id", row.trackId());
            json.put("content_hash", row.contentHash().orElseThrow());
            json.put("chunks_count", row.chunksCount().orElseThrow());
            json.put("chunks_list", row.chunkIds());
            json.put("metadata", row.metadata());
            rows.put(row.id(), json);
        }
        return rows;
    }

    /** Base64 of normalised float32 rows, and of each row the embedding as deflated halves. */
    private static Map<String, Object> vectors(Workspace w, VectorNamespace namespace)
            throws IOException {
        List<VectorRow> rows = new ArrayList<>();
        w.storage.vectors(namespace, 0).forEach(rows::add);
        int dimension = ScriptedModels.DIMENSION;
        ByteBuffer matrix =
                ByteBuffer.allocate(4 * dimension * rows.size()).order(ByteOrder.LITTLE_ENDIAN);
        List<Map<String, Object>> data = new ArrayList<>();
        for (VectorRow row : rows) {
            float[] vector =
                    w.storage.vectors(namespace, 0).embeddings(List.of(row.id())).get(row.id());
            double length = 0;
            ByteBuffer halves = ByteBuffer.allocate(2 * dimension).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : vector) {
                length += value * value;
                halves.putShort(Float.floatToFloat16(value));
            }
            for (float value : vector) {
                matrix.putFloat((float) (value / Math.sqrt(length)));
            }
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
                out.write(halves.array());
            }
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("__id__", row.id());
            record.put("__created_at__", row.createdAt());
            record.put("content", row.content());
            record.putAll(row.fields());
            record.put("vector", Base64.getEncoder().encodeToString(packed.toByteArray()));
            data.add(record);
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("embedding_dim", dimension);
        file.put("data", data);
        file.put("matrix", Base64.getEncoder().encodeToString(matrix.array()));
        return file;
    }

    @Test
    void everythingComesOverWithoutEmbeddingAgain() {
        try (Workspace origin = workspace("origin");
                Workspace w = workspace("taken")) {
            List<String> files = new ArrayList<>();
            TakeOver.Report report =
                    w.engine.takeOver(folder, false, progress -> files.add(progress.file()));
            assertThat(report.written()).isTrue();
            assertThat(report.warnings()).isEmpty();
            assertThat(files).contains("vdb_entities.json", "graph_chunk_entity_relation.graphml");
            assertThat(w.models.embedded).isEmpty();
            assertThat(w.engine.verify(false).problems()).isEmpty();
            String first = lightrag.engine.text.Hashing.id("doc-", "first.txt");
            assertThat(w.document(first)).isEqualTo(origin.document(first));
            assertThat(w.entity("Alice")).isEqualTo(origin.entity("Alice"));
            assertThat(w.relation("Acme", "Alice")).isEqualTo(origin.relation("Acme", "Alice"));
            String id = VectorTexts.entityId("Alice");
            float[] taken =
                    w.storage.vectors(VectorNamespace.ENTITIES, 0).embeddings(List.of(id)).get(id);
            float[] known =
                    origin.storage
                            .vectors(VectorNamespace.ENTITIES, 0)
                            .embeddings(List.of(id))
                            .get(id);
            for (int i = 0; i < known.length; i++) {
                assertThat(taken[i])
                        .isCloseTo(known[i], org.assertj.core.data.Offset.offset(1e-3f));
            }
            w.engine.deleteDocuments(
                    List.of(lightrag.engine.text.Hashing.id("doc-", "second.txt")), true, false);
            w.awaitIdle();
            assertThat(w.entity("Alice").description())
                    .as("kept replies came along")
                    .isEqualTo("Alice is first.");
        }
    }

    @Test
    void aDryRunWritesNothing() {
        try (Workspace w = workspace("taken")) {
            TakeOver.Report report = w.engine.takeOver(folder, true, progress -> {});
            assertThat(report.written()).isFalse();
            assertThat(report.rows()).containsEntry("doc_status", 2L).containsKey("vectors_chunks");
            assertThat(w.storage.graph().entityCount()).isZero();
            assertThat(w.storage.docStatus().counts().all()).isZero();
        }
    }

    @Test
    void onlyAnEmptyWorkspaceTakesOver() {
        try (Workspace w = workspace("taken")) {
            w.engine.takeOver(folder, false, progress -> {});
            assertThatThrownBy(() -> w.engine.takeOver(folder, false, progress -> {}))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("not empty");
        }
    }

    @Test
    void anotherDimensionIsRefusedAndLeavesNothing() throws IOException {
        String file = Files.readString(folder.resolve("vdb_relationships.json"));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("embedding_dim", 8);
        json.put("data", List.of());
        json.put("matrix", "");
        write("vdb_relationships.json", json);
        try (Workspace w = workspace("taken")) {
            assertThatThrownBy(() -> w.engine.takeOver(folder, false, progress -> {}))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("8")
                    .hasMessageContaining("16");
            assertThat(w.storage.docStatus().counts().all()).isZero();
            Files.writeString(folder.resolve("vdb_relationships.json"), file);
            w.engine.takeOver(folder, false, progress -> {});
            assertThat(w.engine.verify(false).problems()).isEmpty();
        }
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        Path vectors = folder.resolve("vdb_chunks.json");
        byte[] whole = Files.readAllBytes(vectors);
        Files.write(vectors, java.util.Arrays.copyOf(whole, whole.length / 2));
        try (Workspace w = workspace("taken")) {
            assertThatThrownBy(() -> w.engine.takeOver(folder, false, progress -> {}))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("vdb_chunks.json");
            assertThatThrownBy(
                            () -> w.engine.takeOver(folder.resolve("none"), false, progress -> {}))
                    .isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> w.engine.takeOver(directory, false, progress -> {}))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("no storage folder");
        }
    }

    /** Rules DM-80 and DM-81: files of older writers. */
    @Test
    void olderLayoutsAreUnderstood() throws IOException {
        Files.delete(folder.resolve("kv_store_entity_chunks.json"));
        write("kv_store_relation_chunks.json", Map.of());
        write(
                "kv_store_llm_response_cache.json",
                Map.of("default", Map.of("abc", Map.of("return", "r", "cache_type", "extract"))));
        try (Workspace w = workspace("taken")) {
            TakeOver.Report report = w.engine.takeOver(folder, false, progress -> {});
            assertThat(report.warnings())
                    .containsExactly("There is no file kv_store_entity_chunks.json.");
            assertThat(w.sources(KeyValueNamespace.ENTITY_CHUNKS, "Alice"))
                    .isEqualTo(w.entity("Alice").sourceIds());
            assertThat(w.value(KeyValueNamespace.LLM_RESPONSE_CACHE, "default:extract:abc"))
                    .isPresent();
            assertThat(w.engine.verify(false).problems()).isEmpty();
        }
    }
}
