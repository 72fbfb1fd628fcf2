package lightrag.engine.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code engine(parameters)-OPTIONS(parameters)}, for instance {@code
 * legacy-R(chunk_ts=800,chunk_ol=80)}. One reader reads one text.
 */
final class DirectiveReader {

    private static final String LETTERS = "ite!" + Directives.STRATEGIES;

    private final List<String> problems = new ArrayList<>();
    private final StringBuilder bare = new StringBuilder();
    private final Map<Character, String> blocks = new LinkedHashMap<>();
    private Optional<String> engineBlock = Optional.empty();

    /**
     * @param problems why the directives mean nothing, as ends of a sentence; empty when they do
     */
    record Reading(Directives directives, List<String> problems) {}

    private DirectiveReader() {}

    static Reading read(String text) {
        DirectiveReader reader = new DirectiveReader();
        reader.takeBlocks(text.strip());
        Directives directives = reader.directives();
        return new Reading(directives, List.copyOf(reader.problems));
    }

    /** Parameters in parentheses apart, everything else into {@link #bare}. */
    private void takeBlocks(String text) {
        char before = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '(') {
                int end = closing(text, at);
                if (end < 0) {
                    problems.add("has a '(' that is never closed");
                    return;
                }
                keep(text.substring(at + 1, end), before);
                before = 0;
                at = end + 1;
            } else {
                bare.append(c);
                before = c == ' ' ? before : c;
                at++;
            }
        }
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /**
     * @param before the character that the parameters follow; 0 at the start or after others
     */
    private void keep(String block, char before) {
        boolean options = bare.indexOf("-") >= 0;
        if (options && before != 0 && Directives.STRATEGIES.indexOf(before) >= 0) {
            if (blocks.putIfAbsent(before, block) != null) {
                problems.add("gives the strategy " + before + " parameters twice");
            }
        } else if (!options && before != 0 && engineBlock.isEmpty()) {
            engineBlock = Optional.of(block);
        } else {
            problems.add("has parameters that follow neither an engine nor a chunking strategy");
        }
    }

    private Directives directives() {
        String text = bare.toString().strip();
        int dash = text.indexOf('-');
        String engine = (dash < 0 ? text : text.substring(0, dash)).strip();
        String letters = dash < 0 ? "" : text.substring(dash + 1).strip();
        String known = engine.isEmpty() && dash == 0 ? "" : engineNamed(engine);
        if (dash >= 0 && letters.isEmpty()) {
            problems.add("has no options after '-'");
        }
        return new Directives(known, lettersOf(letters), chunking());
    }

    private String engineNamed(String name) {
        Optional<ParserEngine> engine = ParserEngine.named(name);
        if (engine.isEmpty()) {
            problems.add(
                    "names no parser engine; write engine, engine-OPTIONS or -OPTIONS with an"
                            + " engine of legacy and native");
            return "";
        }
        engineBlock.ifPresent(block -> checkEngineParameters(engine.get(), block));
        return engine.get().wireName();
    }

    private void checkEngineParameters(ParserEngine engine, String block) {
        if (block.isBlank() && engine == ParserEngine.LEGACY) {
            return;
        }
        for (String part : block.split(",", -1)) {
            String name = (part.contains("=") ? part.substring(0, part.indexOf('=')) : part);
            if (!engine.hasParameter(name.strip())) {
                problems.add(
                        "gives the engine "
                                + engine.wireName()
                                + " a parameter it does not have: "
                                + name.strip());
            }
        }
    }

    private String lettersOf(String given) {
        StringBuilder letters = new StringBuilder();
        given.chars()
                .filter(c -> c != ' ' && c != '-')
                .forEach(
                        c -> {
                            if (LETTERS.indexOf(c) < 0) {
                                problems.add("has the unknown option " + Character.toString(c));
                            } else {
                                letters.append((char) c);
                            }
                        });
        long strategies =
                letters.chars()
                        .filter(c -> Directives.STRATEGIES.indexOf(c) >= 0)
                        .distinct()
                        .count();
        if (strategies > 1) {
            problems.add("asks for several chunking strategies; choose one");
        }
        return letters.toString();
    }

    private Map<Character, Map<String, Object>> chunking() {
        Map<Character, Map<String, Object>> found = new HashMap<>();
        blocks.forEach(
                (strategy, block) -> {
                    Map<String, Object> params = new HashMap<>();
                    for (String part : block.split(",", -1)) {
                        add(part.strip(), strategy, params);
                    }
                    checkOverlap(params);
                    found.put(strategy, Map.copyOf(params));
                });
        return found;
    }

    private void add(String part, char strategy, Map<String, Object> params) {
        int equals = part.indexOf('=');
        String name = (equals < 0 ? part : part.substring(0, equals)).strip();
        Optional<ChunkParameter> parameter = ChunkParameter.named(name);
        if (parameter.isEmpty()) {
            problems.add("has the unknown chunking parameter '" + name + "'");
            return;
        }
        if (!parameter.get().fits(strategy)) {
            problems.add("gives the strategy " + strategy + " a " + name + ", which it has not");
            return;
        }
        String text = equals < 0 ? "" : part.substring(equals + 1).strip();
        boolean bareFlag = equals < 0 && parameter.get().isFlag();
        Optional<Object> value = bareFlag ? Optional.of(true) : parameter.get().value(text);
        if (value.isEmpty()) {
            problems.add("has no usable value for " + name);
        } else if (params.putIfAbsent(parameter.get().wireName(), value.get()) != null) {
            problems.add("gives " + name + " twice");
        }
    }

    private void checkOverlap(Map<String, Object> params) {
        if (params.get(ChunkParameter.SIZE.wireName()) instanceof Integer size
                && params.get(ChunkParameter.OVERLAP.wireName()) instanceof Integer overlap
                && overlap >= size) {
            problems.add("has an overlap (" + overlap + ") not below the size (" + size + ")");
        }
    }
}
