package lightrag.rest.graph;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import lightrag.api.CustomGraph;
import lightrag.api.CustomGraph.ChunkText;
import lightrag.api.CustomGraph.EntityText;
import lightrag.api.CustomGraph.RelationText;
import lightrag.rest.validation.Field;
import lightrag.rest.validation.IntegerKind;
import lightrag.rest.validation.ListKind;
import lightrag.rest.validation.NumberKind;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.TextKind;
import lightrag.rest.validation.Values;

/** The body of a caller's graph, named as the reference's library names it. */
final class CustomGraphForm {
    private static final Field<String> CONTENT = Field.required("content", TextKind.NOT_EMPTY);
    private static final Field<String> CHUNK_SOURCE = Field.required("source_id", TextKind.ANY);
    private static final Field<Integer> ORDER =
            Field.withDefault("chunk_order_index", IntegerKind.lax(0, Integer.MAX_VALUE), 0);
    private static final Field<Optional<String>> FILE_PATH =
            Field.optional("file_path", TextKind.ANY);
    private static final Schema CHUNK = Schema.of(CONTENT, CHUNK_SOURCE, ORDER, FILE_PATH);

    private static final Field<String> NAME = Field.required("entity_name", TextKind.NOT_EMPTY);
    private static final Field<Optional<String>> TYPE = Field.optional("entity_type", TextKind.ANY);
    private static final Field<Optional<String>> DESCRIPTION =
            Field.optional("description", TextKind.ANY);
    private static final Field<Optional<String>> SOURCE = Field.optional("source_id", TextKind.ANY);
    private static final Schema ENTITY = Schema.of(NAME, TYPE, DESCRIPTION, SOURCE, FILE_PATH);

    private static final Field<String> FROM = Field.required("src_id", TextKind.NOT_EMPTY);
    private static final Field<String> TO = Field.required("tgt_id", TextKind.NOT_EMPTY);
    private static final Field<String> SAYS = Field.required("description", TextKind.ANY);
    private static final Field<String> KEYWORDS = Field.required("keywords", TextKind.ANY);
    private static final Field<Optional<Double>> WEIGHT =
            Field.optional("weight", NumberKind.STRICT);
    private static final Schema RELATION =
            Schema.of(FROM, TO, SAYS, KEYWORDS, WEIGHT, SOURCE, FILE_PATH);

    private static final Field<List<Values>> CHUNKS =
            Field.withDefault("chunks", ListKind.of(CHUNK), List.of());
    private static final Field<List<Values>> ENTITIES =
            Field.withDefault("entities", ListKind.of(ENTITY), List.of());
    private static final Field<List<Values>> RELATIONS =
            Field.withDefault("relationships", ListKind.of(RELATION), List.of());

    static final Schema SCHEMA = Schema.of(CHUNKS, ENTITIES, RELATIONS);

    private CustomGraphForm() {}

    /**
     * @param values read by {@link #SCHEMA}
     */
    static CustomGraph graph(Values values) {
        return new CustomGraph(
                values.get(CHUNKS).stream().map(CustomGraphForm::chunk).toList(),
                values.get(ENTITIES).stream().map(CustomGraphForm::entity).toList(),
                values.get(RELATIONS).stream().map(CustomGraphForm::relation).toList());
    }

    private static ChunkText chunk(Values values) {
        return new ChunkText(
                values.get(CONTENT),
                values.get(CHUNK_SOURCE),
                values.get(FILE_PATH),
                values.get(ORDER));
    }

    private static EntityText entity(Values values) {
        return new EntityText(
                values.get(NAME),
                values.get(TYPE),
                values.get(DESCRIPTION),
                values.get(SOURCE),
                values.get(FILE_PATH));
    }

    private static RelationText relation(Values values) {
        return new RelationText(
                values.get(FROM),
                values.get(TO),
                values.get(SAYS),
                values.get(KEYWORDS),
                values.get(WEIGHT).map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                values.get(SOURCE),
                values.get(FILE_PATH));
    }
}
