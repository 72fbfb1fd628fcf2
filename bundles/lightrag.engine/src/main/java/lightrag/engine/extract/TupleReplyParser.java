package lightrag.engine.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lightrag.engine.text.PythonText;

/** Reads replies of delimited lines (rules EX-30 to EX-36), as forgiving as the reference. */
final class TupleReplyParser {

    private static final String LOWER_COMPLETION = Delimiters.COMPLETION.toLowerCase(Locale.ROOT);
    private static final String ENTITY = "entity";
    private static final String RELATION = "relation";

    private TupleReplyParser() {}

    static Records parse(String reply, Provenance from) {
        Records records = Records.empty();
        for (String line : split(reply, "\n", Delimiters.COMPLETION, LOWER_COMPLETION)) {
            for (String entry : entries(line)) {
                List<String> parts = split(Delimiters.repair(entry), Delimiters.TUPLE);
                entity(parts, from).ifPresent(records::add);
                relation(parts, from).ifPresent(records::add);
            }
        }
        return records;
    }

    /** The records of one line; models sometimes run several together. */
    private static List<String> entries(String line) {
        List<String> entries = new ArrayList<>();
        for (String piece : split(line, Delimiters.TUPLE + ENTITY + Delimiters.TUPLE)) {
            // not the whole mark, as in the reference: a second entity on a line is lost, any four
            // parts make one
            String entry = isNamed(piece) ? piece : ENTITY + "<|" + piece;
            for (String part :
                    split(
                            entry,
                            Delimiters.TUPLE + "relationship" + Delimiters.TUPLE,
                            Delimiters.TUPLE + RELATION + Delimiters.TUPLE)) {
                entries.add(isNamed(part) ? part : RELATION + Delimiters.TUPLE + part);
            }
        }
        return entries;
    }

    private static boolean isNamed(String entry) {
        return entry.startsWith(ENTITY) || entry.startsWith(RELATION);
    }

    private static Optional<ExtractedEntity> entity(List<String> parts, Provenance from) {
        if (parts.size() != 4 || !parts.getFirst().contains(ENTITY)) {
            return Optional.empty();
        }
        return RecordCleaner.entity(parts.get(1), parts.get(2), parts.get(3), from);
    }

    /** Five parts that call themselves an entity are a relation too. */
    private static Optional<ExtractedRelation> relation(List<String> parts, Provenance from) {
        if (parts.size() != 5 || !namesRelation(parts.getFirst())) {
            return Optional.empty();
        }
        return RecordCleaner.relation(parts.get(1), parts.get(2), parts.get(3), parts.get(4), from);
    }

    private static boolean namesRelation(String first) {
        String lower = first.toLowerCase(Locale.ROOT);
        return first.contains(RELATION) || (lower.contains(ENTITY) && !lower.contains(RELATION));
    }

    /** The trimmed pieces between markers, blank ones left out. */
    private static List<String> split(String text, String... markers) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (true) {
            int next = -1;
            int length = 0;
            for (String marker : markers) {
                int at = text.indexOf(marker, start);
                if (at >= 0 && (next < 0 || at < next)) {
                    next = at;
                    length = marker.length();
                }
            }
            String piece =
                    PythonText.strip(
                            next < 0 ? text.substring(start) : text.substring(start, next));
            if (!piece.isEmpty()) {
                pieces.add(piece);
            }
            if (next < 0) {
                return pieces;
            }
            start = next + length;
        }
    }
}
