package lightrag.engine.query;

import lightrag.engine.text.JsonText;

/**
 * Lines of JSON as Python's {@code json.dumps(…, ensure_ascii=False)} writes them: {@code ", "} and
 * {@code ": "}.
 */
final class JsonLines {

    private JsonLines() {}

    static String entity(String name, String type, String description) {
        StringBuilder line = new StringBuilder(48 + name.length() + description.length());
        line.append("{\"entity\": ");
        JsonText.quote(line, name);
        line.append(", \"type\": ");
        JsonText.quote(line, type);
        line.append(", \"description\": ");
        JsonText.quote(line, description);
        return line.append('}').toString();
    }

    static String relation(String first, String second, String description) {
        StringBuilder line = new StringBuilder(64 + description.length());
        line.append("{\"entity1\": ");
        JsonText.quote(line, first);
        line.append(", \"entity2\": ");
        JsonText.quote(line, second);
        line.append(", \"description\": ");
        JsonText.quote(line, description);
        return line.append('}').toString();
    }
}
