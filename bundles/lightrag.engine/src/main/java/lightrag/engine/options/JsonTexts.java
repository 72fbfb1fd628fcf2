package lightrag.engine.options;

import java.util.ArrayList;
import java.util.List;
import lightrag.api.InvalidInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists of texts written as JSON in a setting. */
final class JsonTexts {

    private JsonTexts() {}

    static List<String> list(String json) {
        try {
            JsonNode array = JsonMapper.shared().readTree(json);
            List<String> texts = new ArrayList<>();
            for (JsonNode item : array) {
                texts.add(item.asString());
            }
            return List.copyOf(texts);
        } catch (JacksonException e) {
            throw new InvalidInputException(
                    "chunk.r.separators",
                    "CHUNK_R_SEPARATORS must be a JSON list of texts, for instance [\"\\n\", \" \"].");
        }
    }
}
