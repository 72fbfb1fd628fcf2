package lightrag.engine.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import lightrag.api.InvalidInputException;
import lightrag.engine.rows.SourceIds;
import lightrag.engine.text.TextCleaner;

/** Attributes a client sent for an entity or a relation, checked one by one (rule DE-50). */
final class Fields {

    static final String NAME = "entity_name";
    static final String TYPE = "entity_type";
    static final String DESCRIPTION = "description";
    static final String KEYWORDS = "keywords";
    static final String SOURCE_ID = "source_id";
    static final String FILE_PATH = "file_path";
    static final String WEIGHT = "weight";

    private static final Set<String> OF_ENTITY = Set.of(TYPE, DESCRIPTION, SOURCE_ID, FILE_PATH);
    private static final Set<String> OF_ENTITY_EDIT =
            Set.of(NAME, TYPE, DESCRIPTION, SOURCE_ID, FILE_PATH);
    private static final Set<String> OF_RELATION =
            Set.of(DESCRIPTION, KEYWORDS, SOURCE_ID, FILE_PATH, WEIGHT);

    private final Map<String, Object> values;

    private Fields(Map<String, Object> values, Set<String> allowed) {
        this.values = values;
        for (String key : allowed) {
            Object value = values.get(key);
            if (value != null) {
                check(key, value);
            }
        }
    }

    /** For a new entity; what is not known is ignored. */
    static Fields ofNewEntity(Map<String, Object> values) {
        return new Fields(values, OF_ENTITY).requireDescription();
    }

    /** For a new relation; what is not known is ignored. */
    static Fields ofNewRelation(Map<String, Object> values) {
        return new Fields(values, OF_RELATION).requireDescription();
    }

    /** For an edit; what is not known is refused, since it would be lost silently. */
    static Fields ofEntityEdit(Map<String, Object> values) {
        return edit(values, OF_ENTITY_EDIT, "entity");
    }

    static Fields ofRelationEdit(Map<String, Object> values) {
        return edit(values, OF_RELATION, "relation");
    }

    private static Fields edit(Map<String, Object> values, Set<String> allowed, String object) {
        for (String key : values.keySet()) {
            if (!allowed.contains(key)) {
                throw new InvalidInputException(
                        key,
                        "There is no "
                                + object
                                + " field '"
                                + key
                                + "'. Allowed are: "
                                + String.join(", ", new TreeSet<>(allowed)));
            }
        }
        Fields fields = new Fields(values, allowed);
        return values.containsKey(DESCRIPTION) ? fields.requireDescription() : fields;
    }

    private Fields requireDescription() {
        if (text(DESCRIPTION).filter(value -> !value.isBlank()).isEmpty()) {
            throw new InvalidInputException(DESCRIPTION, "The description cannot be empty.");
        }
        return this;
    }

    private static void check(String key, Object value) {
        if (key.equals(WEIGHT)) {
            number(value);
        } else if (!(value instanceof String text)) {
            throw new InvalidInputException(key, "The field '" + key + "' must be a text.");
        } else if (!TextCleaner.deleteUnstorable(text).equals(text)) {
            throw new InvalidInputException(
                    key, "The field '" + key + "' has characters that can't be stored.");
        }
    }

    private static double number(Object value) {
        double number =
                switch (value) {
                    case Number given -> given.doubleValue();
                    case String text -> parsed(text);
                    default -> Double.NaN;
                };
        if (!Double.isFinite(number)) {
            throw new InvalidInputException(WEIGHT, "The field 'weight' must be a finite number.");
        }
        return number;
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    Optional<String> text(String key) {
        return values.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Parts of a joined text. */
    Optional<List<String>> texts(String key) {
        return text(key).map(Fields::split);
    }

    static List<String> split(String joined) {
        List<String> parts = new ArrayList<>();
        for (String part : SourceIds.split(joined)) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }

    OptionalDouble weight() {
        Object value = values.get(WEIGHT);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(number(value));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }
}
