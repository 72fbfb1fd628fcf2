package lightrag.engine.takeover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lightrag.api.ConflictException;
import lightrag.api.DocumentRecord;
import lightrag.api.Entity;
import lightrag.api.InvalidInputException;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.api.TakeOver;
import lightrag.engine.graph.GraphSnapshot;
import lightrag.engine.graph.VectorTexts;
import lightrag.engine.rows.SourceIds;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;
import tools.jackson.databind.node.ObjectNode;

/** The files of one storage folder, each turned into mutations in its own order. */
final class StorageFolder {

    private static final List<KeyValueNamespace> VALUES =
            List.of(
                    KeyValueNamespace.FULL_DOCS,
                    KeyValueNamespace.TEXT_CHUNKS,
                    KeyValueNamespace.LLM_RESPONSE_CACHE,
                    KeyValueNamespace.FULL_ENTITIES,
                    KeyValueNamespace.FULL_RELATIONS,
                    KeyValueNamespace.ENTITY_CHUNKS,
                    KeyValueNamespace.RELATION_CHUNKS);
    private static final Map<VectorNamespace, List<String>> FIELDS =
            Map.of(
                    VectorNamespace.ENTITIES, List.of("entity_name", "source_id", "file_path"),
                    VectorNamespace.RELATIONSHIPS,
                            List.of("src_id", "tgt_id", "source_id", "file_path"),
                    VectorNamespace.CHUNKS, List.of("full_doc_id", "file_path"));

    private final Path directory;
    private final Consumer<TakeOver.Progress> progress;
    private final Batches batches;
    private final long now;
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param now seconds since 1970
     */
    StorageFolder(Path directory, Consumer<TakeOver.Progress> progress, Batches batches, long now) {
        this.directory = directory;
        this.progress = progress;
        this.batches = batches;
        this.now = now;
    }

    List<String> warnings() {
        return warnings;
    }

    private SourceFile file(String name) {
        return new SourceFile(directory.resolve(name), progress);
    }

    private Optional<SourceFile> present(String name) {
        SourceFile file = file(name);
        if (!file.exists()) {
            warnings.add("There is no file " + name + ".");
            return Optional.empty();
        }
        return Optional.of(file);
    }

    void requireFiles() {
        if (!file("kv_store_full_docs.json").exists()
                && !file("graph_chunk_entity_relation.graphml").exists()) {
            throw new InvalidInputException(
                    "directory",
                    "This is no storage folder: it has neither kv_store_full_docs.json nor"
                            + " graph_chunk_entity_relation.graphml.");
        }
    }

    void documents() {
        present("kv_store_doc_status.json")
                .ifPresent(
                        file ->
                                JsonRows.rows(
                                        file,
                                        (id, row) -> {
                                            DocumentRecord record = StatusFile.record(id, row);
                                            batches.add(
                                                    "doc_status", new Mutation.PutDocument(record));
                                        }));
    }

    /** Key-value rows have our form. */
    void values() {
        for (KeyValueNamespace namespace : VALUES) {
            present("kv_store_" + namespace.wire() + ".json")
                    .ifPresent(
                            file -> JsonRows.rows(file, (key, row) -> value(namespace, key, row)));
        }
    }

    private void value(KeyValueNamespace namespace, String key, ObjectNode row) {
        if (namespace == KeyValueNamespace.LLM_RESPONSE_CACHE && !key.contains(":")) {
            nested(key, row);
        } else {
            put(namespace, key, row);
        }
    }

    /** Rule DM-81: an old layout, by mode and hash. */
    private void nested(String mode, ObjectNode rows) {
        rows.properties()
                .forEach(
                        entry -> {
                            if (entry.getValue() instanceof ObjectNode row) {
                                String type = row.path("cache_type").asString("extract");
                                put(
                                        KeyValueNamespace.LLM_RESPONSE_CACHE,
                                        mode + ":" + type + ":" + entry.getKey(),
                                        row);
                            }
                        });
    }

    private void put(KeyValueNamespace namespace, String key, ObjectNode row) {
        batches.add(
                namespace.wire(),
                new Mutation.PutValue(namespace, key, JsonRows.MAPPER.writeValueAsBytes(row)));
    }

    /** Vectors of all namespaces, as they are. @param expected dimension of the configured model */
    void vectors(int expected) {
        for (VectorNamespace namespace : VectorNamespace.values()) {
            Optional<SourceFile> file = present("vdb_" + namespace.wire() + ".json");
            if (file.isPresent()) {
                vectors(namespace, file.get(), expected);
            }
        }
    }

    private void vectors(VectorNamespace namespace, SourceFile source, int expected) {
        try {
            Path scratch = Files.createTempFile("take-over", ".floats");
            try {
                VectorFile file = new VectorFile(source, scratch);
                file.unpack();
                requireDimension(source.name(), file.dimension(), expected);
                file.forEach(
                        (record, embedding) ->
                                batches.add(
                                        "vectors_" + namespace.wire(),
                                        new Mutation.PutVector(
                                                namespace, row(namespace, record), embedding)));
            } finally {
                Files.delete(scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireDimension(String file, int found, int expected) {
        if (found != expected) {
            throw new ConflictException(
                    file
                            + " has vectors of dimension "
                            + found
                            + ", but the configured embedding model makes "
                            + expected
                            + "; configure the model that made them (EMBEDDING_MODEL, EMBEDDING_DIM).");
        }
    }

    private static VectorRow row(VectorNamespace namespace, ObjectNode record) {
        Map<String, String> fields = new HashMap<>();
        for (String name : FIELDS.getOrDefault(namespace, List.of())) {
            fields.put(name, record.path(name).asString(""));
        }
        String id = record.path("__id__").asString("");
        if (namespace == VectorNamespace.RELATIONSHIPS) {
            RelationKey key =
                    RelationKey.of(
                            fields.getOrDefault("src_id", ""), fields.getOrDefault("tgt_id", ""));
            fields.put("src_id", key.lesser());
            fields.put("tgt_id", key.greater());
            id = VectorTexts.relationId(key); // an older writer's id has the ends the other way
        }
        return new VectorRow(
                id,
                record.path("content").asString(""),
                fields,
                record.path("__created_at__").asLong(0));
    }

    /** Rule DM-80: what older writers did not track is told by the graph. */
    void graph() {
        boolean trackEntities = batches.count(KeyValueNamespace.ENTITY_CHUNKS.wire()) == 0;
        boolean trackRelations = batches.count(KeyValueNamespace.RELATION_CHUNKS.wire()) == 0;
        present("graph_chunk_entity_relation.graphml")
                .ifPresent(
                        file ->
                                new GraphFile(file)
                                        .read(
                                                (id, data) -> entity(id, data, trackEntities),
                                                (source, target, data) ->
                                                        relation(
                                                                source,
                                                                target,
                                                                data,
                                                                trackRelations)));
    }

    private void entity(String name, Map<String, String> data, boolean track) {
        Entity entity =
                new Entity(
                        name,
                        data.getOrDefault("entity_type", "UNKNOWN"),
                        data.getOrDefault("description", ""),
                        parts(data, "source_id"),
                        parts(data, "file_path"),
                        number(data, "created_at"),
                        Optional.ofNullable(data.get("truncate")));
        batches.add("graph_entities", new Mutation.PutEntity(entity));
        if (track) {
            track(KeyValueNamespace.ENTITY_CHUNKS, name, entity.sourceIds());
        }
    }

    private void relation(String source, String target, Map<String, String> data, boolean track) {
        Relation relation =
                new Relation(
                        source,
                        target,
                        decimal(data, "weight"),
                        data.getOrDefault("description", ""),
                        data.getOrDefault("keywords", ""),
                        parts(data, "source_id"),
                        parts(data, "file_path"),
                        number(data, "created_at"),
                        Optional.ofNullable(data.get("truncate")));
        batches.add("graph_relations", new Mutation.PutRelation(relation));
        if (track) {
            track(
                    KeyValueNamespace.RELATION_CHUNKS,
                    GraphSnapshot.rowKey(relation.key()),
                    relation.sourceIds());
        }
    }

    private void track(KeyValueNamespace namespace, String key, List<String> sources) {
        List<String> real =
                sources.stream().filter(id -> !GraphSnapshot.NO_EVIDENCE.contains(id)).toList();
        if (!real.isEmpty()) {
            batches.add(
                    namespace.wire() + " (from the graph)",
                    new Mutation.PutValue(namespace, key, new SourceIds(real).encode(key, now)));
        }
    }

    private static List<String> parts(Map<String, String> data, String name) {
        return SourceIds.split(data.getOrDefault(name, "")).stream()
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static long number(Map<String, String> data, String name) {
        return (long) decimal(data, name);
    }

    private static double decimal(Map<String, String> data, String name) {
        try {
            return Double.parseDouble(data.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
