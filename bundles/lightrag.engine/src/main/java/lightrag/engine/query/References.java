package lightrag.engine.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightrag.api.QueryData.Reference;

/** Numbers the sources of chunks: most cited first, then first seen (rule QY-60). */
final class References {

    private final Map<String, String> idByPath = new LinkedHashMap<>();

    private References() {}

    static References of(List<ChunkText> chunks) {
        Map<String, Integer> citations = new LinkedHashMap<>();
        for (ChunkText chunk : chunks) {
            if (chunk.hasKnownSource()) {
                citations.merge(chunk.filePath(), 1, Integer::sum);
            }
        }
        References references = new References();
        citations.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(
                        entry ->
                                references.idByPath.put(
                                        entry.getKey(),
                                        Integer.toString(references.idByPath.size() + 1)));
        return references;
    }

    /** Empty text where the source is unknown. */
    String idOf(ChunkText chunk) {
        return idByPath.getOrDefault(chunk.filePath(), "");
    }

    List<Reference> list() {
        List<Reference> all = new ArrayList<>();
        idByPath.forEach((path, id) -> all.add(new Reference(id, path)));
        return all;
    }
}
