package lightrag.model.embedded.language;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Describes a table or formula by what stands in it, without the signs of its format. */
final class DescriptionWriter {

    private static final int NAME_WORDS = 6;
    private static final int TEXT_WORDS = 300;

    private DescriptionWriter() {}

    static Map<String, String> describe(String content) {
        String plain =
                content.replaceAll("<[^>]*>", " ").replaceAll("[\\[\\]{}\"\\\\,]+", " ").strip();
        List<String> words =
                Arrays.stream(plain.split("\\s+")).filter(word -> !word.isEmpty()).toList();
        String name =
                words.stream()
                        .map(word -> word.replaceAll("[^\\p{L}\\p{N}]+", ""))
                        .filter(word -> !word.isEmpty())
                        .limit(NAME_WORDS)
                        .collect(Collectors.joining("_"));
        Map<String, String> reply = new LinkedHashMap<>();
        reply.put("name", name.isEmpty() ? "unnamed" : name);
        reply.put(
                "description",
                words.isEmpty()
                        ? "Empty."
                        : words.stream().limit(TEXT_WORDS).collect(Collectors.joining(" ")) + ".");
        return reply;
    }
}
