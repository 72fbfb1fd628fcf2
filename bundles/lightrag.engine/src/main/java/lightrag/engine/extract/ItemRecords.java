package lightrag.engine.extract;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightrag.engine.rows.ChunkRow;
import lightrag.spi.text.Chunk.Heading;

/** What a chunk that describes a table, formula or picture says of itself (rule EX-60). */
final class ItemRecords {

    private static final Set<String> TYPES = Set.of("drawing", "table", "equation");
    private static final String KEYWORDS = "associated with, contained in";
    private static final Pattern NAME =
            Pattern.compile("^\\[(?:Image|Table|Equation) Name\\](.+)$", Pattern.MULTILINE);

    private ItemRecords() {}

    /** Adds the thing itself, and that it is about everything else that was found in its chunk. */
    static void addTo(Records records, ChunkRow chunk, Provenance from) {
        String type = String.valueOf(chunk.sidecar().get("type"));
        String id = String.valueOf(chunk.sidecar().get("id"));
        if (!TYPES.contains(type)) {
            return;
        }
        List<String> others =
                records.entities().keySet().stream().filter(name -> !name.equals(id)).toList();
        records.add(
                new ExtractedEntity(
                        id,
                        type,
                        chunk.content(),
                        from.chunkId(),
                        from.filePath(),
                        from.timestamp()));
        String place = place(type, displayName(chunk.content()).orElse(id), chunk);
        others.forEach(
                other ->
                        records.add(
                                new ExtractedRelation(
                                        id,
                                        other,
                                        KEYWORDS,
                                        place + " is about " + other + ".",
                                        from.chunkId(),
                                        from.filePath(),
                                        from.timestamp())));
    }

    private static String place(String type, String name, ChunkRow chunk) {
        String section =
                chunk.heading()
                        .map(Heading::heading)
                        .filter(heading -> !heading.isBlank())
                        .map(heading -> " in the section " + heading.strip())
                        .orElse("");
        return "The %s %s%s of \"%s\"".formatted(type, name, section, chunk.filePath());
    }

    private static Optional<String> displayName(String content) {
        Matcher name = NAME.matcher(content);
        return name.find()
                ? Optional.of(name.group(1).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }
}
