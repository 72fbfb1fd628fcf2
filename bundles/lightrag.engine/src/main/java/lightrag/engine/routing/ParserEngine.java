package lightrag.engine.routing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The parser engines that hints and rules may name. Those that are services of their own are known
 * by name, so that such file names mean the same here, but there is none behind them.
 */
enum ParserEngine {
    LEGACY(Set.of(), Set.of()),
    NATIVE(Set.of(".docx", ".md", ".textpack"), Set.of("smart_heading")),
    MINERU(Set.of(), Set.of("page_range", "pr", "language", "local_parse_method", "local_pm")),
    DOCLING(Set.of(), Set.of("force_ocr", "ocr"));

    private final Set<String> suffixes;
    private final Set<String> parameters;

    ParserEngine(Set<String> suffixes, Set<String> parameters) {
        this.suffixes = suffixes;
        this.parameters = parameters;
    }

    static Optional<ParserEngine> named(String name) {
        return Arrays.stream(values())
                .filter(engine -> engine.wireName().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isService() {
        return this == MINERU || this == DOCLING;
    }

    /**
     * @param suffix with dot, lower case
     */
    boolean reads(String suffix) {
        return suffixes.isEmpty() || suffixes.contains(suffix);
    }

    boolean hasParameter(String name) {
        return parameters.contains(name);
    }
}
