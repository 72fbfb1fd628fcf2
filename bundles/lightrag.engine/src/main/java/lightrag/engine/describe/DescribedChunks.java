package lightrag.engine.describe;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lightrag.engine.rows.ChunkRow;
import lightrag.engine.text.TextCleaner;
import lightrag.spi.text.Chunk.Heading;
import lightrag.spi.text.ParsedDocument.Kind;
import lightrag.spi.text.Tokenizer;

/**
 * The chunks that descriptions become (rule NW-6).
 *
 * @param limit of a chunk in tokens; a longer description is cut
 */
public record DescribedChunks(Tokenizer tokenizer, int limit) {

    /** The least that is left of a description. */
    private static final int TEXT_MIN = 100;

    /**
     * @param firstOrder of the first one: they follow the chunks of the text
     */
    public List<ChunkRow> rows(
            String documentId, String filePath, List<Description> descriptions, int firstOrder) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        List<ChunkRow> rows = new ArrayList<>();
        for (Description description : descriptions) {
            Kind kind = description.item().kind();
            int number = counts.merge(kind, 1, Integer::sum) - 1;
            String type = kind.name().toLowerCase(Locale.ROOT);
            String content = content(description);
            rows.add(
                    new ChunkRow(
                            "%s-mm-%s-%03d".formatted(documentId, type, number),
                            tokenizer.count(content),
                            content,
                            firstOrder + rows.size(),
                            documentId,
                            filePath,
                            description.key().stream().toList(),
                            heading(description),
                            sidecar(type, description.item().id())));
        }
        return rows;
    }

    private static Map<String, Object> sidecar(String type, String id) {
        return Map.of("type", type, "id", id, "refs", List.of(Map.of("type", type, "id", id)));
    }

    private static Optional<Heading> heading(Description description) {
        String heading = TextCleaner.sanitize(description.block().heading());
        List<String> parents =
                description.block().parents().stream()
                        .map(TextCleaner::sanitize)
                        .filter(parent -> !parent.isEmpty())
                        .toList();
        return heading.isEmpty() && parents.isEmpty()
                ? Optional.empty()
                : Optional.of(new Heading(0, heading, parents));
    }

    private String content(Description description) {
        String text = description.text();
        String whole = content(description, text);
        int over = tokenizer.count(whole) - limit;
        if (over <= 0) {
            return whole;
        }
        int[] tokens = tokenizer.encode(text);
        int kept = Math.min(tokens.length, Math.max(TEXT_MIN, tokens.length - over));
        return content(description, tokenizer.decode(tokens, 0, kept));
    }

    private static String content(Description description, String text) {
        String name =
                description.item().kind() == Kind.TABLE
                        ? "[Table Name]" + description.name()
                        : description.equation() + "\n[Equation Name]" + description.name();
        return name + "\n\n" + text;
    }
}
