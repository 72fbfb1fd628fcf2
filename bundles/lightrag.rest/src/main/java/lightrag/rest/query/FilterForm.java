package lightrag.rest.query;

import java.util.List;
import java.util.Map;
import java.util.Set;
import lightrag.api.SourceFilter;
import lightrag.rest.validation.Field;
import lightrag.rest.validation.Kind;
import lightrag.rest.validation.ListKind;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.TextKind;
import lightrag.rest.validation.TextMapKind;
import lightrag.rest.validation.Values;

/**
 * The field {@code filter} of a question: the sources that may be used. A name that does not exist
 * here is refused, since a misspelt filter would let everything through.
 */
final class FilterForm {
    private static final int VALUES_MAX = 1000;
    private static final int CONDITIONS_MAX = 32;
    private static final Kind<List<String>> NAMES =
            new ListKind<>(TextKind.NOT_EMPTY, 1, VALUES_MAX);
    private static final Field<List<String>> PATHS =
            Field.nullable("file_paths", NAMES, List.of(), List.of());
    private static final Field<List<String>> IDS =
            Field.nullable("doc_ids", NAMES, List.of(), List.of());
    private static final Field<Map<String, String>> METADATA =
            Field.nullable("metadata", new TextMapKind(CONDITIONS_MAX), Map.of(), Map.of());

    static final Kind<SourceFilter> KIND =
            Schema.closed(PATHS, IDS, METADATA).then(FilterForm::filter);

    private FilterForm() {}

    private static SourceFilter filter(Values values) {
        return new SourceFilter(
                Set.copyOf(values.get(PATHS)), Set.copyOf(values.get(IDS)), values.get(METADATA));
    }
}
