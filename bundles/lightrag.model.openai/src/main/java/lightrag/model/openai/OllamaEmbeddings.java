package lightrag.model.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonParser;

/**
 * Ollama's own embedding endpoint.
 *
 * @param options values as JSON text
 * @param dimensions asked for; absent = the model's own
 */
record OllamaEmbeddings(String model, Map<String, String> options, OptionalInt dimensions)
        implements EmbeddingDialect {

    @Override
    public String path() {
        return "/api/embed";
    }

    @Override
    public byte[] body(List<String> texts) {
        return Json.object(
                out -> {
                    out.writeStringProperty("model", model);
                    out.writeArrayPropertyStart("input");
                    texts.forEach(out::writeString);
                    out.writeEndArray();
                    dimensions.ifPresent(size -> out.writeNumberProperty("dimensions", size));
                    if (!options.isEmpty()) {
                        out.writeObjectPropertyStart("options");
                        Json.writeRaw(out, options);
                        out.writeEndObject();
                    }
                });
    }

    @Override
    public float[][] vectors(byte[] json, int count) throws AttemptFailure {
        List<float[]> found = new ArrayList<>(count);
        List<String> errors = new ArrayList<>(1);
        try (JsonParser in = Json.parse(json)) {
            Json.eachMember(
                    in,
                    (name, value) -> {
                        switch (name) {
                            case "embeddings" ->
                                    Json.eachElement(
                                            value, () -> found.add(VectorReader.read(value)));
                            case "error" -> ErrorBody.message(value).ifPresent(errors::add);
                            default -> {}
                        }
                    });
        }
        Optional<String> error = errors.stream().findFirst();
        if (error.isPresent()) {
            throw AttemptFailure.passing("The endpoint reported a failure (" + error.get() + ").");
        }
        return found.toArray(float[][]::new);
    }
}
