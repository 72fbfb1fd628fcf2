package lightrag.rest.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lightrag.api.ChunkingChoice;
import lightrag.rest.validation.BooleanKind;
import lightrag.rest.validation.ChoiceKind;
import lightrag.rest.validation.Field;
import lightrag.rest.validation.IntegerKind;
import lightrag.rest.validation.Kind;
import lightrag.rest.validation.ListKind;
import lightrag.rest.validation.Location;
import lightrag.rest.validation.NumberKind;
import lightrag.rest.validation.ObjectKind;
import lightrag.rest.validation.Problems;
import lightrag.rest.validation.Refusal;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.TextKind;
import lightrag.rest.validation.Values;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The {@code chunking} object: which parameters exist depends on the strategy, nothing is coerced
 * and nothing unknown is let through, since a mistake here would only show when a document fails in
 * the background.
 */
enum ChunkingForm implements Kind<ChunkingChoice> {
    KIND;

    private static final int SEPARATORS_MAX = 64;
    private static final int SEPARATOR_CHARS_MAX = 256;

    private static final Field<OptionalInt> SIZE =
            Field.optionalInt("chunk_token_size", IntegerKind.strict(1));
    private static final Field<OptionalInt> OVERLAP =
            Field.optionalInt("chunk_overlap_token_size", IntegerKind.strict(0));
    private static final Field<Optional<String>> SPLIT =
            Field.optional("split_by_character", TextKind.ANY);
    private static final Field<Optional<Boolean>> SPLIT_ONLY =
            Field.optional("split_by_character_only", BooleanKind.STRICT);
    private static final Field<Optional<List<String>>> SEPARATORS =
            Field.optional(
                    "separators",
                    new ListKind<>(TextKind.upTo(SEPARATOR_CHARS_MAX), 0, SEPARATORS_MAX));
    private static final Field<Optional<Boolean>> DROP_REFERENCES =
            Field.optional("drop_references", BooleanKind.STRICT);
    private static final Field<Optional<String>> THRESHOLD_TYPE =
            Field.optional(
                    "breakpoint_threshold_type",
                    ChoiceKind.of("percentile", "standard_deviation", "interquartile", "gradient"));
    private static final Field<Optional<Double>> THRESHOLD =
            Field.optional("breakpoint_threshold_amount", NumberKind.STRICT);
    private static final Field<OptionalInt> BUFFER =
            Field.optionalInt("buffer_size", IntegerKind.strict(1));

    private static final Schema FIXED =
            Schema.closed(SIZE, OVERLAP, SPLIT, SPLIT_ONLY).with(ChunkingForm::checkOverlap);
    private static final Map<String, Schema> PARAMS =
            Map.of(
                    "fixed_token", FIXED,
                    "custom", FIXED,
                    "recursive_character",
                            Schema.closed(SIZE, OVERLAP, SEPARATORS)
                                    .with(ChunkingForm::checkOverlap),
                    "paragraph_semantic",
                            Schema.closed(SIZE, OVERLAP, DROP_REFERENCES)
                                    .with(ChunkingForm::checkOverlap),
                    "semantic_vector",
                            Schema.closed(SIZE, THRESHOLD_TYPE, THRESHOLD, BUFFER)
                                    .with(ChunkingForm::checkThreshold));

    private static final Field<String> STRATEGY =
            Field.withDefault(
                    "strategy",
                    ChoiceKind.of(
                            "fixed_token",
                            "recursive_character",
                            "semantic_vector",
                            "paragraph_semantic",
                            "custom"),
                    "fixed_token");
    private static final Field<JsonNode> PARAMETERS =
            Field.withDefault("params", ObjectKind.ANY, JsonNodeFactory.instance.objectNode());
    private static final Schema OUTER = Schema.closed(STRATEGY, PARAMETERS);

    @Override
    public Optional<ChunkingChoice> read(JsonNode input, Location at, Problems problems) {
        return OUTER.read(input, at, problems).flatMap(outer -> readParams(outer, at, problems));
    }

    /** Problems of parameters are located without the step {@code params}, as clients know it. */
    private static Optional<ChunkingChoice> readParams(
            Values outer, Location at, Problems problems) {
        String strategy = outer.get(STRATEGY);
        JsonNode params = outer.get(PARAMETERS);
        return schema(strategy)
                .read(params, at, problems)
                .map(checked -> new ChunkingChoice(strategy, plain(params)));
    }

    private static Schema schema(String strategy) {
        return PARAMS.getOrDefault(strategy, FIXED);
    }

    /** Null means inherited, which is what absence means. */
    private static Map<String, Object> plain(JsonNode params) {
        Map<String, Object> values = new HashMap<>();
        params.properties()
                .forEach(
                        entry -> {
                            if (!entry.getValue().isNull()) {
                                values.put(
                                        entry.getKey(),
                                        plainValue(entry.getKey(), entry.getValue()));
                            }
                        });
        return values;
    }

    private static Object plainValue(String name, JsonNode value) {
        if (name.equals(THRESHOLD.name())) {
            return value.doubleValue();
        }
        if (value.isInt()) {
            return value.intValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isString()
                ? value.stringValue()
                : value.valueStream().map(JsonNode::stringValue).toList();
    }

    private static Values checkOverlap(Values values) throws Refusal {
        OptionalInt size = values.get(SIZE);
        OptionalInt overlap = values.get(OVERLAP);
        if (size.isPresent() && overlap.isPresent() && overlap.getAsInt() >= size.getAsInt()) {
            throw new Refusal("chunk_overlap_token_size is not less than chunk_token_size");
        }
        return values;
    }

    private static Values checkThreshold(Values values) throws Refusal {
        double amount = values.get(THRESHOLD).orElse(1.0);
        if (!Double.isFinite(amount) || amount <= 0) {
            throw new Refusal("breakpoint_threshold_amount is not a finite number above 0");
        }
        String type = values.get(THRESHOLD_TYPE).orElse("");
        if (amount > 100 && (type.equals("percentile") || type.equals("gradient"))) {
            throw new Refusal(
                    "breakpoint_threshold_amount is above 100, which " + type + " does not allow");
        }
        return values;
    }
}
