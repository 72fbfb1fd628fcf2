package lightrag.model.embedded.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightrag.api.ChatMessage;
import lightrag.model.embedded.answer.AnswerContext;
import lightrag.model.embedded.answer.AnswerContext.Passage;
import lightrag.spi.model.CompletionRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Recognises requests by the structural markers that every prompt of the engine keeps, not by its
 * sentences, so that operators may reword prompts. Where a marker is looked for matters: documents
 * and questions may contain any of them.
 */
final class PromptReader {

    private static final String DELIMITER = "<|#|>";
    private static final String COMPLETE = "<|COMPLETE|>";
    private static final String INPUT = "---Input Text---";
    private static final String QUERY = "User Query:";
    private static final String CONTEXT = "---Context---";
    private static final String CHUNKS = "Document Chunks";
    private static final String DESCRIPTIONS = "Description List";
    private static final List<String> ITEMS = List.of("---Table (", "---Formula (");
    private static final Pattern REFERENCE = Pattern.compile("\\[(\\d+)]\\s*(.+)");
    private static final Pattern SUBJECT =
            Pattern.compile("(?m)^\\s*(?:Entity|Relation)\\s+Name:\\s*(.+)$");

    private final ObjectMapper json = new ObjectMapper();

    Task read(CompletionRequest request) {
        String system = request.system().orElse("");
        String prompt = request.prompt();
        if (system.contains(CONTEXT) || system.contains(CHUNKS)) {
            return new Task.Answer(prompt, earlier(request.history()), context(system));
        }
        boolean followsExtraction =
                request.history().stream().anyMatch(turn -> turn.content().contains(INPUT));
        if (prompt.contains(INPUT) || followsExtraction) {
            return extraction(system, prompt, followsExtraction);
        }
        if (prompt.contains("high_level_keywords") && prompt.contains(QUERY)) {
            return new Task.Keywords(question(prompt));
        }
        for (String item : ITEMS) {
            if (request.json() && prompt.contains(item)) {
                return new Task.Description(Fences.textAfter(prompt, item));
            }
        }
        return prompt.contains(DESCRIPTIONS) ? summary(prompt) : new Task.Talk();
    }

    private static Task extraction(String system, String prompt, boolean again) {
        boolean lines =
                (system + prompt).contains(DELIMITER) || (system + prompt).contains(COMPLETE);
        return again
                ? new Task.Gleaning(!lines)
                : new Task.Extraction(Fences.textAfter(prompt, INPUT), !lines);
    }

    private static String question(String prompt) {
        String rest = prompt.substring(prompt.lastIndexOf(QUERY) + QUERY.length());
        int end = rest.indexOf("\n---");
        return (end < 0 ? rest : rest.substring(0, end)).strip();
    }

    private Task summary(String prompt) {
        Matcher subject = SUBJECT.matcher(prompt);
        List<String> descriptions = new ArrayList<>();
        for (String line : Fences.linesAfter(prompt.lines().toList(), DESCRIPTIONS)) {
            object(line).map(node -> text(node, "Description")).ifPresent(descriptions::add);
        }
        return new Task.Summary(subject.find() ? subject.group(1).strip() : "", descriptions);
    }

    private static List<String> earlier(List<ChatMessage> history) {
        return history.stream()
                .filter(turn -> turn.role().equals("user"))
                .map(ChatMessage::content)
                .toList();
    }

    private AnswerContext context(String system) {
        int at = system.indexOf(CONTEXT);
        List<String> lines = system.substring(Math.max(0, at)).lines().toList();
        List<Passage> passages = new ArrayList<>();
        for (String line : Fences.linesAfter(lines, CHUNKS)) {
            object(line).ifPresent(node -> passages.add(passage(node)));
        }
        return new AnswerContext(passages, facts(lines), titles(lines));
    }

    private static Passage passage(JsonNode node) {
        return new Passage(text(node, "reference_id"), text(node, "content"));
    }

    private List<String> facts(List<String> lines) {
        List<String> facts = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("{") && line.contains("\"entity")) {
                object(line).map(node -> text(node, "description")).ifPresent(facts::add);
            }
        }
        facts.removeIf(String::isBlank);
        return facts;
    }

    /** Reference lines stand in the last block; every line of another shape is skipped. */
    private static Map<String, String> titles(List<String> lines) {
        Map<String, String> titles = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher matcher = REFERENCE.matcher(line);
            if (matcher.matches()) {
                titles.putIfAbsent(matcher.group(1), matcher.group(2).strip());
            }
        }
        return titles;
    }

    private Optional<JsonNode> object(String line) {
        try {
            JsonNode node = json.readTree(line);
            return node.isObject() ? Optional.of(node) : Optional.empty();
        } catch (JacksonException e) {
            // a line cut by a token limit: what is left of the list still counts
            return Optional.empty();
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
