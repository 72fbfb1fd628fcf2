package lightrag.model.embedded.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WordPieceTest {

    private final WordPiece wordPiece = MiniLm.wordPiece();
    private JsonNode golden;

    @BeforeAll
    void read() throws IOException {
        try (InputStream in = WordPieceTest.class.getResourceAsStream("wordpiece.json")) {
            golden = new ObjectMapper().readTree(in);
        }
    }

    @Test
    void idsOfTextsEqualThePublishedTokenizers() {
        for (JsonNode row : golden.get("texts")) {
            String text = row.get("text").asString();
            List<Integer> expected = numbers(row.get("ids"));
            assertThat(wordPiece.encode(text))
                    .as(text)
                    .containsExactly(
                            expected.subList(1, expected.size() - 1).stream()
                                    .mapToInt(Integer::intValue)
                                    .toArray());
        }
    }

    @Test
    void idsOfEveryCharacterUpToTheIdeographsEqualThePublishedTokenizers() {
        List<String> different = new ArrayList<>();
        for (JsonNode block : golden.get("blocks")) {
            int code = block.get("from").asInt();
            for (JsonNode ids : block.get("ids")) {
                String text = "a" + Character.toString(code) + "b";
                List<Integer> actual = new ArrayList<>();
                for (int id : wordPiece.encode(text)) {
                    actual.add(id);
                }
                if (!ids.isEmpty() && !actual.equals(numbers(ids))) {
                    different.add(
                            "U+%04X %s expected %s but was %s"
                                    .formatted(code, Character.getName(code), ids, actual));
                }
                code++;
            }
        }
        assertThat(different).isEmpty();
    }

    private static List<Integer> numbers(JsonNode array) {
        List<Integer> numbers = new ArrayList<>();
        array.forEach(n -> numbers.add(n.asInt()));
        return numbers;
    }
}
