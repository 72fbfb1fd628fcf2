package lightrag.engine.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightrag.api.CodePoints;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.engine.rows.SourceIds;
import lightrag.engine.text.PythonText;
import lightrag.spi.storage.GraphStorage;
import lightrag.spi.storage.GraphStorage.Neighbour;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;
import lightrag.spi.storage.WorkspaceStorage;

/**
 * The reference's three tables: entities and relations of the graph by name, each relation once
 * from each of its ends, and the rows by which relations are found. Cells hold whole rows as Python
 * writes them.
 */
final class GraphTables {

    private static final int BATCH = 256;

    private final WorkspaceStorage storage;

    GraphTables(WorkspaceStorage storage) {
        this.storage = storage;
    }

    List<Table> all() {
        return List.of(
                new Table(
                        "Entities",
                        "entity",
                        List.of("entity_name", "source_id", "graph_data"),
                        this::entities),
                new Table(
                        "Relations",
                        "relation",
                        List.of("src_entity", "tgt_entity", "source_id", "graph_data"),
                        this::relations),
                new Table(
                        "Relationships",
                        "relationship",
                        List.of("relationship_id", "data"),
                        this::relationships));
    }

    private List<List<String>> names() {
        List<String> labels = storage.graph().labels();
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < labels.size(); from += BATCH) {
            batches.add(labels.subList(from, Math.min(labels.size(), from + BATCH)));
        }
        return batches;
    }

    private void entities(Table.Visitor visitor) {
        for (List<String> names : names()) {
            Map<String, Entity> entities = storage.graph().entities(names);
            for (String name : names) {
                Entity entity = entities.get(name);
                if (entity != null) {
                    visitor.visit(
                            List.of(name, joined(entity.sourceIds()), PythonText.repr(of(entity))));
                }
            }
        }
    }

    private void relations(Table.Visitor visitor) {
        GraphStorage graph = storage.graph();
        Comparator<Neighbour> byName = Comparator.comparing(Neighbour::name, CodePoints::compare);
        for (List<String> names : names()) {
            Map<String, List<Neighbour>> neighbours = graph.neighbours(names);
            for (String name : names) {
                List<Neighbour> sorted =
                        neighbours.getOrDefault(name, List.of()).stream().sorted(byName).toList();
                for (int from = 0; from < sorted.size(); from += BATCH) {
                    relations(
                            name,
                            sorted.subList(from, Math.min(sorted.size(), from + BATCH)),
                            visitor);
                }
            }
        }
    }

    private void relations(String name, List<Neighbour> neighbours, Table.Visitor visitor) {
        Map<RelationKey, Relation> relations =
                storage.graph().relations(neighbours.stream().map(Neighbour::key).toList());
        for (Neighbour neighbour : neighbours) {
            Relation relation = relations.get(neighbour.key());
            if (relation != null) {
                visitor.visit(
                        List.of(
                                name,
                                neighbour.name(),
                                joined(relation.sourceIds()),
                                PythonText.repr(of(relation))));
            }
        }
    }

    private void relationships(Table.Visitor visitor) {
        storage.vectors(VectorNamespace.RELATIONSHIPS, 0)
                .forEach(
                        row -> {
                            visitor.visit(List.of(row.id(), PythonText.repr(of(row))));
                            return true;
                        });
    }

    static String joined(List<String> parts) {
        return String.join(SourceIds.SEPARATOR, parts);
    }

    /** Attributes of a node, in the reference's order. */
    static Map<String, Object> of(Entity entity) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("entity_id", entity.name());
        data.put("entity_type", entity.type());
        data.put("description", entity.description());
        data.put("source_id", joined(entity.sourceIds()));
        data.put("file_path", joined(entity.filePaths()));
        data.put("created_at", entity.createdAt());
        entity.truncate().ifPresent(text -> data.put("truncate", text));
        return data;
    }

    /** Attributes of an edge, in the reference's order. */
    static Map<String, Object> of(Relation relation) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("weight", relation.weight());
        data.put("description", relation.description());
        data.put("keywords", relation.keywords());
        data.put("source_id", joined(relation.sourceIds()));
        data.put("file_path", joined(relation.filePaths()));
        data.put("created_at", relation.createdAt());
        relation.truncate().ifPresent(text -> data.put("truncate", text));
        return data;
    }

    private static Map<String, Object> of(VectorRow row) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("__id__", row.id());
        data.put("__created_at__", row.createdAt());
        for (String field : List.of("src_id", "tgt_id", "source_id")) {
            data.put(field, row.fields().getOrDefault(field, ""));
        }
        data.put("content", row.content());
        data.put("file_path", row.fields().getOrDefault("file_path", ""));
        return data;
    }
}
