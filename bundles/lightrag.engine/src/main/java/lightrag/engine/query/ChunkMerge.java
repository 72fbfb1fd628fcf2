package lightrag.engine.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings together the chunks of the searches and those behind entities and relations (rules QY-44
 * to QY-46).
 */
final class ChunkMerge {

    private final ChunkPicker picker;
    private final ChunkReader reader;

    ChunkMerge(ChunkPicker picker, ChunkReader reader) {
        this.picker = picker;
        this.reader = reader;
    }

    /**
     * @param count of all chunks found
     * @param chunks the first of them, as many as were asked for
     */
    record Merged(int count, List<ChunkText> chunks) {}

    /**
     * @param needed how many chunks are of use at the most; only their texts are read
     */
    Merged merge(SearchResult found, GraphContext graph, QuerySettings settings, int needed) {
        List<String> ofEntities =
                existing(
                        picker.forEntities(
                                graph.entities().stream()
                                        .map(hit -> hit.entity().sourceIds())
                                        .toList(),
                                found.queryEmbedding()),
                        settings);
        List<String> ofRelations =
                existing(
                        picker.forRelations(
                                graph.relations().stream()
                                        .map(hit -> hit.relation().sourceIds())
                                        .toList(),
                                new HashSet<>(ofEntities),
                                found.queryEmbedding()),
                        settings);
        Map<String, ChunkText> known = new HashMap<>();
        found.chunks().forEach(chunk -> known.put(chunk.id(), chunk));
        List<String> searched = found.chunks().stream().map(ChunkText::id).toList();
        List<String> ids =
                RoundRobin.merge(Function.identity(), List.of(searched, ofEntities, ofRelations));
        return new Merged(ids.size(), texts(ids.subList(0, Math.min(needed, ids.size())), known));
    }

    private List<String> existing(List<String> ids, QuerySettings settings) {
        if (ids.isEmpty()) {
            return ids;
        }
        Set<String> usable =
                settings.scope().restricts()
                        ? reader.matching(ids, settings.scope().chunks())
                        : reader.existing(ids);
        return new LinkedHashSet<>(ids).stream().filter(usable::contains).toList();
    }

    private List<ChunkText> texts(List<String> ids, Map<String, ChunkText> known) {
        Map<String, ChunkText> rows = reader.read(ids);
        List<ChunkText> texts = new ArrayList<>();
        for (String id : ids) {
            ChunkText row = rows.get(id);
            ChunkText searched = known.get(id);
            if (searched != null) {
                texts.add(row == null ? searched : ChunkReader.same(searched, row));
            } else if (row != null) {
                texts.add(row);
            }
        }
        return texts;
    }
}
