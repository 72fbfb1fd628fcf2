package lightrag.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Compares two bodies: names, their order, kinds and values. Of volatile values only the kind
 * counts; of prose, that there is some.
 */
final class BodyComparison {

    /** Properties that hold texts for people. */
    private static final Set<String> PROSE =
            Set.of(
                    "message",
                    "detail",
                    "msg",
                    "response",
                    "latest_message",
                    "content_summary",
                    "error_msg",
                    // what the recording's model and texts made of it
                    "content",
                    "entity_type",
                    "keywords");

    /** Lists that depend on what a model finds: names and kinds of their elements count. */
    private static final Set<String> FOUND =
            Set.of(
                    "references",
                    "entities",
                    "relationships",
                    "chunks",
                    "nodes",
                    "edges",
                    "high_level",
                    "low_level",
                    "history_messages");

    /** Numbers that depend on texts, models and clocks. */
    private static final Set<String> MEASURED =
            Set.of(
                    "content_length",
                    "response_time",
                    "eval_count",
                    "eval_duration",
                    "prompt_eval_duration",
                    "load_duration",
                    "total_duration",
                    "process_id",
                    "entities_after_truncation",
                    "final_chunks_count",
                    "merged_chunks_count",
                    "relations_after_truncation",
                    "total_entities_found",
                    "total_relations_found");

    /** Maps whose names depend on what a server is made of. */
    private static final Set<String> OPEN = Set.of("metadata", "per_worker", "storage_workspaces");

    private final String exchange;
    private final Set<String> volatilePointers;
    private final Set<String> found;

    BodyComparison(String exchange, Set<String> volatilePointers, Set<String> found) {
        this.exchange = exchange;
        this.volatilePointers = volatilePointers;
        this.found = found;
    }

    void compare(JsonNode expected, String actual) {
        if (expected.has("ndjson")) {
            compareLines(expected.get("ndjson"), actual);
        } else if (expected.has("text")) {
            if (expected.get("text").asString().length() < 40
                    && !expected.get("text").asString().equals(actual)) {
                report("", expected, actual);
            }
        } else {
            compare("", expected, Api.JSON.readTree(actual));
        }
    }

    /** Runs of pieces and of steps count as one line: how an answer is cut is the model's. */
    private void compareLines(JsonNode expected, String actual) {
        ArrayNode lines = Api.JSON.createArrayNode();
        actual.lines().map(Api.JSON::readTree).forEach(lines::add);
        List<JsonNode> theirs = withoutRepeats(expected);
        List<JsonNode> ours = withoutRepeats(lines);
        if (theirs.size() != ours.size()) {
            report("", forms(theirs), forms(ours));
            return;
        }
        for (int i = 0; i < ours.size(); i++) {
            compare("/ndjson/" + i, theirs.get(i), ours.get(i));
        }
    }

    private static List<JsonNode> withoutRepeats(JsonNode lines) {
        List<JsonNode> kept = new ArrayList<>();
        for (JsonNode line : lines) {
            boolean repeated =
                    !kept.isEmpty()
                            && kept.getLast().propertyNames().equals(line.propertyNames())
                            && kept.getLast().path("done").equals(line.path("done"));
            if (!repeated) {
                kept.add(line);
            }
        }
        return kept;
    }

    private static List<String> forms(List<JsonNode> lines) {
        return lines.stream().map(line -> line.propertyNames().toString()).toList();
    }

    private void compare(String at, JsonNode expected, JsonNode actual) {
        String name = at.substring(at.lastIndexOf('/') + 1);
        if (expected.getNodeType() != actual.getNodeType()) {
            report(at, expected, actual);
        } else if (expected.isObject()) {
            compareObjects(at, name, expected, actual);
        } else if (expected.isArray()) {
            compareLists(at, name, expected, actual);
        } else if (volatilePointers.contains(at) || MEASURED.contains(name) || isFound(at)) {
            if (expected.isIntegralNumber() != actual.isIntegralNumber()) {
                report(at, expected, actual);
            }
        } else if (PROSE.contains(name)) {
            if (expected.asString().isBlank() != actual.asString().isBlank()) {
                report(at, expected, actual);
            }
        } else if (!expected.equals(actual)) {
            report(at, expected, actual);
        }
    }

    private void compareObjects(String at, String name, JsonNode expected, JsonNode actual) {
        Set<String> names = new LinkedHashSet<>(expected.propertyNames());
        if (!OPEN.contains(name)
                && !List.copyOf(names).equals(List.copyOf(actual.propertyNames()))) {
            report(at + " names", names, actual.propertyNames());
        }
        names.retainAll(actual.propertyNames());
        names.forEach(each -> compare(at + "/" + each, expected.get(each), actual.get(each)));
    }

    private static boolean isFound(String at) {
        return Arrays.stream(at.split("/")).anyMatch(FOUND::contains);
    }

    private void compareLists(String at, String name, JsonNode expected, JsonNode actual) {
        boolean comparable =
                FOUND.contains(name)
                        ? expected.isEmpty() == actual.isEmpty()
                        : expected.size() == actual.size();
        if (!comparable) {
            report(at, expected, actual);
            return;
        }
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            compare(at + "/" + i, expected.get(i), actual.get(i));
        }
    }

    private void report(String at, Object expected, Object actual) {
        found.add("%s %s: %s instead of %s".formatted(exchange, at, actual, expected));
    }
}
