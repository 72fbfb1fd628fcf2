package lightrag.http;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Exchanges recorded from the reference; tests skip where they are not at hand. */
record Golden(JsonNode request, int status, JsonNode headers, JsonNode body) {

    static Golden read(String name) {
        Path file =
                Path.of("../../../shared/contract/golden", name + ".json")
                        .toAbsolutePath()
                        .normalize();
        assumeTrue(Files.exists(file), "recorded exchanges are not at hand");
        JsonNode exchange = TestServer.JSON.readTree(file.toFile());
        JsonNode response = exchange.get("response");
        return new Golden(
                exchange.get("request"),
                response.get("status").asInt(),
                response.get("headers"),
                response.get("body"));
    }

    /**
     * Where two bodies differ in names, their order or kinds of values; texts may say what they
     * like.
     */
    static List<String> differences(JsonNode expected, JsonNode actual) {
        List<String> found = new ArrayList<>();
        compare("", expected, actual, found);
        return found;
    }

    private static void compare(String at, JsonNode expected, JsonNode actual, List<String> found) {
        if (kind(expected) != kind(actual)) {
            found.add(at + ": expected " + expected + " but was " + actual);
        } else if (expected.isObject()) {
            List<String> names = List.copyOf(expected.propertyNames());
            List<String> others = List.copyOf(actual.propertyNames());
            if (!names.equals(others)
                    && !at.endsWith("/metadata")
                    && !at.endsWith("/processing_info")) {
                found.add(at + ": expected names " + names + " but were " + others);
            }
            for (Map.Entry<String, JsonNode> entry : expected.properties()) {
                if (actual.has(entry.getKey())) {
                    compare(
                            at + "/" + entry.getKey(),
                            entry.getValue(),
                            actual.get(entry.getKey()),
                            found);
                }
            }
        } else if (expected.isArray()) {
            for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
                compare(at + "/" + i, expected.get(i), actual.get(i), found);
            }
        }
    }

    private enum Kind {
        OBJECT,
        LIST,
        TEXT,
        INTEGER,
        FRACTION,
        FLAG,
        NULL
    }

    private static Kind kind(JsonNode node) {
        if (node.isObject()) {
            return Kind.OBJECT;
        } else if (node.isArray()) {
            return Kind.LIST;
        } else if (node.isString()) {
            return Kind.TEXT;
        } else if (node.isIntegralNumber()) {
            return Kind.INTEGER;
        } else if (node.isNumber()) {
            return Kind.FRACTION;
        } else {
            return node.isBoolean() ? Kind.FLAG : Kind.NULL;
        }
    }
}
