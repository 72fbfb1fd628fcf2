package lightrag.rest.json;

import java.io.OutputStream;
import java.util.function.Consumer;
import lightrag.api.CodePoints;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.MinimalPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;

/**
 * JSON with {@code ", "} and {@code ": "} between values, as the reference's line streams have it.
 */
public final class SpacedJson {
    /** Only ASCII; everything else as {@code \}{@code uXXXX}. */
    public static final SpacedJson ASCII =
            new SpacedJson(
                    Json.MAPPER
                            .writer()
                            .with(new Spaces())
                            .with(JsonWriteFeature.ESCAPE_NON_ASCII));

    /** UTF-8. */
    public static final SpacedJson UNICODE =
            new SpacedJson(Json.MAPPER.writer().with(new Spaces()));

    private final ObjectWriter writer;

    private SpacedJson(ObjectWriter writer) {
        this.writer = writer;
    }

    void write(OutputStream out, Consumer<JsonGenerator> content) {
        try (JsonGenerator json = writer.createGenerator(out)) {
            content.accept(json);
        }
    }

    /** Number of code points a value takes. */
    public int length(JsonNode value) {
        return CodePoints.length(writer.writeValueAsString(value));
    }

    /** Stateless, so one instance serves all generators. */
    private static final class Spaces extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void writeObjectNameValueSeparator(JsonGenerator json) {
            json.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator json) {
            json.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) {
            json.writeRaw(", ");
        }
    }
}
