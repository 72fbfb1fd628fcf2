package lightrag.model.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import lightrag.spi.model.Reranker.Score;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * The rerank wire formats (rule QY-54): Cohere's and Jina's flat one, and Aliyun's with its inner
 * objects.
 */
enum RerankDialect {
    COHERE,
    JINA,
    ALIYUN;

    /**
     * @param topN results asked for; absent = all
     */
    byte[] body(String model, String query, List<String> documents, OptionalInt topN) {
        return Json.object(
                out -> {
                    out.writeStringProperty("model", model);
                    if (this == ALIYUN) {
                        out.writeObjectPropertyStart("input");
                        writeQuestion(out, query, documents);
                        out.writeEndObject();
                        out.writeObjectPropertyStart("parameters");
                        writeParameters(out, topN);
                        out.writeEndObject();
                    } else {
                        writeQuestion(out, query, documents);
                        writeParameters(out, topN);
                    }
                });
    }

    private static void writeQuestion(JsonGenerator out, String query, List<String> documents) {
        out.writeStringProperty("query", query);
        out.writeArrayPropertyStart("documents");
        documents.forEach(out::writeString);
        out.writeEndArray();
    }

    /** Cohere does not know {@code return_documents}; the others would send each text back. */
    private void writeParameters(JsonGenerator out, OptionalInt topN) {
        topN.ifPresent(count -> out.writeNumberProperty("top_n", count));
        if (this != COHERE) {
            out.writeBooleanProperty("return_documents", false);
        }
    }

    /**
     * Scores as they stand in the reply; entries without an index or a score are left out.
     *
     * @throws tools.jackson.core.JacksonException the reply is cut or no JSON
     */
    List<Score> scores(byte[] json) {
        List<Score> scores = new ArrayList<>();
        try (JsonParser in = Json.parse(json)) {
            if (this == ALIYUN) {
                Json.eachMember(
                        in,
                        (name, value) -> {
                            if (name.equals("output")) {
                                readResults(value, scores);
                            }
                        });
            } else {
                readResults(in, scores);
            }
        }
        return scores;
    }

    private static void readResults(JsonParser in, List<Score> scores) {
        Json.eachMember(
                in,
                (name, value) -> {
                    if (name.equals("results")) {
                        Json.eachElement(value, () -> readScore(value, scores));
                    }
                });
    }

    private static void readScore(JsonParser in, List<Score> scores) {
        double[] found = {Double.NaN, Double.NaN};
        Json.eachMember(
                in,
                (name, value) -> {
                    if (value.currentToken() != null && value.currentToken().isNumeric()) {
                        switch (name) {
                            case "index" -> found[0] = value.getValueAsDouble();
                            case "relevance_score" -> found[1] = value.getValueAsDouble();
                            default -> {}
                        }
                    }
                });
        if (Double.isFinite(found[0])
                && Double.isFinite(found[1])
                && found[0] == Math.rint(found[0])) {
            scores.add(new Score((int) found[0], found[1]));
        }
    }
}
