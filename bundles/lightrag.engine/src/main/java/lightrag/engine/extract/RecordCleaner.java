package lightrag.engine.extract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lightrag.engine.text.PythonText;
import lightrag.engine.text.TextCleaner;

/** Accepts or refuses what a model wrote about one entity or relation (rules EX-37 to EX-40). */
final class RecordCleaner {

    private static final String FORBIDDEN_IN_TYPES = "'()<>|/\\";

    /** Names that clients written in JavaScript can't use as keys. */
    private static final Set<String> RESERVED_TYPES =
            Set.of("__proto__", "constructor", "prototype");

    private RecordCleaner() {}

    static Optional<ExtractedEntity> entity(
            String rawName, String rawType, String rawDescription, Provenance from) {
        String name = TextCleaner.name(rawName);
        Optional<String> type = type(TextCleaner.attribute(rawType));
        String description = TextCleaner.description(rawDescription);
        if (name.isEmpty() || type.isEmpty() || description.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ExtractedEntity(
                        name,
                        type.get(),
                        description,
                        from.chunkId(),
                        from.filePath(),
                        from.timestamp()));
    }

    static Optional<ExtractedRelation> relation(
            String rawSource,
            String rawTarget,
            String rawKeywords,
            String rawDescription,
            Provenance from) {
        String source = TextCleaner.name(rawSource);
        String target = TextCleaner.name(rawTarget);
        String description = TextCleaner.description(rawDescription);
        if (source.isEmpty()
                || target.isEmpty()
                || source.equals(target)
                || description.isEmpty()) {
            return Optional.empty();
        }
        String keywords = TextCleaner.attribute(rawKeywords).replace('，', ',');
        return Optional.of(
                new ExtractedRelation(
                        source,
                        target,
                        keywords,
                        description,
                        from.chunkId(),
                        from.filePath(),
                        from.timestamp()));
    }

    /** The first type of a list, in lower case and without blanks; empty when it is unusable. */
    private static Optional<String> type(String clean) {
        if (clean.isEmpty() || clean.chars().anyMatch(c -> FORBIDDEN_IN_TYPES.indexOf(c) >= 0)) {
            return Optional.empty();
        }
        return Arrays.stream(clean.split(","))
                .map(PythonText::strip)
                .filter(part -> !part.isEmpty())
                .findFirst()
                .map(part -> part.replace(" ", "").toLowerCase(Locale.ROOT))
                .filter(type -> !RESERVED_TYPES.contains(type));
    }
}
