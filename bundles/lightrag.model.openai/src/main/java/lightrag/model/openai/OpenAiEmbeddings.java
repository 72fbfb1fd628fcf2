package lightrag.model.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonParser;

/**
 * The embeddings endpoint of OpenAI and everything compatible.
 *
 * @param base64 ask for packed vectors, a quarter of the size; a server that sends numbers all the
 *     same is understood
 * @param dimensions asked for; absent = the model's own
 */
record OpenAiEmbeddings(String model, boolean base64, OptionalInt dimensions)
        implements EmbeddingDialect {

    @Override
    public String path() {
        return "/embeddings";
    }

    @Override
    public byte[] body(List<String> texts) {
        return Json.object(
                out -> {
                    out.writeStringProperty("model", model);
                    out.writeArrayPropertyStart("input");
                    texts.forEach(out::writeString);
                    out.writeEndArray();
                    out.writeStringProperty("encoding_format", base64 ? "base64" : "float");
                    dimensions.ifPresent(size -> out.writeNumberProperty("dimensions", size));
                });
    }

    @Override
    public float[][] vectors(byte[] json, int count) throws AttemptFailure {
        Reading reading = new Reading(count);
        try (JsonParser in = Json.parse(json)) {
            Json.eachMember(in, reading::member);
        }
        if (reading.error.isPresent()) {
            throw AttemptFailure.passing(
                    "The endpoint reported a failure (" + reading.error.get() + ").");
        }
        return reading.vectors;
    }

    /** Puts each vector where its index says; without an index, where it stands. */
    private static final class Reading {
        private final float[][] vectors;
        private final List<float[]> vector = new ArrayList<>(1);
        private Optional<String> error = Optional.empty();
        private int position;
        private long index;

        Reading(int count) {
            vectors = new float[count][0];
        }

        void member(String name, JsonParser in) {
            switch (name) {
                case "data" -> Json.eachElement(in, () -> element(in));
                case "error" -> error = ErrorBody.message(in);
                default -> {}
            }
        }

        private void element(JsonParser in) {
            index = position++;
            vector.clear();
            Json.eachMember(in, this::elementMember);
            if (!vector.isEmpty() && index >= 0 && index < vectors.length) {
                vectors[(int) index] = vector.getFirst();
            }
        }

        private void elementMember(String name, JsonParser in) {
            switch (name) {
                case "index" -> index = Json.number(in);
                case "embedding" -> vector.add(VectorReader.read(in));
                default -> {}
            }
        }
    }
}
