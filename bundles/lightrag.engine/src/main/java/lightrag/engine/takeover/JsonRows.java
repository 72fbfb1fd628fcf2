package lightrag.engine.takeover;

import java.io.IOException;
import java.io.InputStream;
import lightrag.api.InvalidInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON objects of any size, row by row. */
final class JsonRows {

    /** Texts of documents and matrices have no limit; {@code NaN} is what Python writes. */
    static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(Integer.MAX_VALUE)
                                                    .build())
                                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                                    .build())
                    .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // a row is not all
                    .build();

    private JsonRows() {}

    /** What is done with one member of the outer object. */
    interface Row {
        void read(String key, ObjectNode value);
    }

    /** What is done at one member's value, which the parser stands on. */
    interface Member {
        void read(String name, JsonParser at);
    }

    /** Members that are no objects are left out. */
    static void rows(SourceFile file, Row row) {
        members(
                file,
                (key, at) -> {
                    if (at.currentToken() == JsonToken.START_OBJECT
                            && MAPPER.readTree(at) instanceof ObjectNode value) {
                        row.read(key, value);
                    } else {
                        at.skipChildren();
                    }
                });
    }

    static void members(SourceFile file, Member member) {
        file.read(in -> members(file.name(), in, member));
    }

    private static void members(String name, InputStream in, Member member) throws IOException {
        try (JsonParser parser = MAPPER.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidInputException("directory", name + " is no JSON object.");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                member.read(key, parser);
            }
        } catch (JacksonException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
    }
}
