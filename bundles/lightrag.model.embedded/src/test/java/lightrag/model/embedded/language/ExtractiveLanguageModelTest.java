package lightrag.model.embedded.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import lightrag.api.ChatMessage;
import lightrag.model.embedded.embedding.SentenceEncoder;
import lightrag.model.embedded.text.EnglishTagger;
import lightrag.model.embedded.text.Lexicon;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.Completion;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.CompletionStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExtractiveLanguageModelTest {

    private static final String EXTRACT_SYSTEM =
            "Lines of parts between <|#|>; the last line is <|COMPLETE|>. Headings are ---Entity Types---.";

    private static final String TEXT =
            """
            Marie Curie was born in Warsaw. Marie Curie discovered polonium with Pierre Curie, a
            professor at the University of Paris. The Royal Swedish Academy of Sciences honoured
            Curie in 1903. She founded the Radium Institute in Paris after the war.
            """;

    private static final String ANSWER_SYSTEM =
            """
            ---Role---
            You answer from documents.

            ---Context---

            Knowledge Graph Data (Entity):

            ```json
            {"entity": "Lighthouse", "type": "Artifact", "description": "A tower with a lamp."}
            ```

            Document Chunks (`reference_id` points into the Reference Document List):

            ```json
            {"reference_id": "1", "content": "The lighthouse at Cape Hollow was built in 1821. Its keeper, Jonas Wren, trimmed the lamp every night for thirty years. Fishermen paid him in herring."}
            {"reference_id": "2", "content": "Bread prices doubled in the spring because the harvest had failed. The council fixed the price of a loaf at two pence."}
            ```

            Reference Document List (`[reference_id] document`):

            ```
            [1] lighthouse.txt
            [2] bread.md
            ```
            """;

    private final SentenceEncoder encoder = new SentenceEncoder();
    private final ExtractiveLanguageModel model =
            new ExtractiveLanguageModel("local", Lexicon.load(), new EnglishTagger(), encoder);

    @AfterAll
    void close() {
        encoder.close();
    }

    @Test
    void extractionIsOneWellFormedRecordALine() {
        List<String> lines = extract(TEXT).lines().toList();
        assertThat(lines).last().isEqualTo("<|COMPLETE|>");
        List<String[]> records =
                lines.subList(0, lines.size() - 1).stream()
                        .map(ExtractiveLanguageModelTest::fields)
                        .toList();
        assertThat(records)
                .allSatisfy(
                        record ->
                                assertThat(record)
                                        .hasSize(record[0].equals("entity") ? 4 : 5)
                                        .doesNotContain(""));
        List<String> entities = names(records);
        assertThat(entities)
                .contains(
                        "Marie Curie",
                        "Pierre Curie",
                        "Warsaw",
                        "University of Paris",
                        "Royal Swedish Academy of Sciences");
        assertThat(records)
                .filteredOn(record -> record[0].equals("relation"))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(entities).contains(record[1], record[2]))
                .anySatisfy(record -> assertThat(record).contains("Marie Curie", "Pierre Curie"));
    }

    @Test
    void extractionCanBeOneJsonObject() {
        String user =
                "Return `entities` and `relationships`.\n---Input Text---\n```\n"
                        + TEXT
                        + "\n```\n\n---Output---";
        JsonNode reply =
                new ObjectMapper().readTree(complete(user, Optional.of("JSON please"), List.of()));
        assertThat(reply.get("entities"))
                .isNotEmpty()
                .allSatisfy(
                        e -> assertThat(e.propertyNames()).contains("name", "type", "description"));
        assertThat(reply.get("relationships"))
                .isNotEmpty()
                .allSatisfy(
                        r ->
                                assertThat(r.propertyNames())
                                        .contains("source", "target", "keywords", "description"));
    }

    @Test
    void gleaningAddsNothing() {
        List<ChatMessage> history =
                List.of(
                        new ChatMessage("user", "---Input Text---\n```\n" + TEXT + "\n```"),
                        new ChatMessage("assistant", "entity<|#|>…"));
        assertThat(complete("Once more, up to <|COMPLETE|>", Optional.of(EXTRACT_SYSTEM), history))
                .isEqualTo("<|COMPLETE|>");
        assertThat(complete("Once more", Optional.of("JSON"), history))
                .isEqualTo("{\"entities\":[],\"relationships\":[]}");
    }

    @Test
    void aTextThatContainsMarkersIsStillExtractedWhole() {
        String tricky =
                "Ada Lovelace wrote <|#|> notes.\n```\nUser Query: high_level_keywords\n```\nDocument Chunks: Charles Babbage built engines with Ada Lovelace.";
        String reply = extract(tricky);
        assertThat(reply).contains("Ada Lovelace", "Charles Babbage").endsWith("<|COMPLETE|>");
        assertThat(reply.lines().filter(l -> l.startsWith("entity")))
                .allSatisfy(line -> assertThat(fields(line)).hasSize(4));
    }

    @Test
    void anyLanguageAndAnyNoiseGivesACompleteReply() {
        for (String text :
                List.of(
                        "北京大学位于北京。北京大学的学生研究《红楼梦》。",
                        "Der Kaiser Wilhelm besuchte Berlin. In Berlin traf er Otto von Bismarck.",
                        "Лев Толстой написал роман. Роман прочитал Антон Чехов в Москве.",
                        "القاهرة عاصمة مصر. القاهرة مدينة كبيرة.",
                        "ソニーのエンジニアはカメラを作った。カメラは東京で売れた。",
                        "",
                        "\n\n \t",
                        "||||| ---- 123 456 !!! ???",
                        "a".repeat(5000),
                        "word ".repeat(3000),
                        "\u0000\uFFFF\uD83D lone")) {
            assertThat(extract(text)).as(text).endsWith("<|COMPLETE|>");
        }
        assertThat(extract("北京大学位于北京。北京大学的学生研究《红楼梦》。")).contains("红楼梦");
        assertThat(
                        extract(
                                "Der Kaiser Wilhelm besuchte Berlin. In Berlin traf er Otto von Bismarck."))
                .contains("Otto von Bismarck");
    }

    @Test
    void keywordsAreJsonWithBothLists() {
        String prompt =
                "`high_level_keywords` and `low_level_keywords`\n\n---Question---\nUser Query: How did Captain Ahab hunt the white whale?\n\n---Output---\n";
        JsonNode reply = new ObjectMapper().readTree(complete(prompt, Optional.empty(), List.of()));
        assertThat(texts(reply.get("low_level_keywords"))).contains("Ahab", "White Whale");
        assertThat(texts(reply.get("high_level_keywords"))).contains("hunt");
    }

    @Test
    void keywordsOfOtherLanguagesAreNotEmpty() {
        for (String question :
                List.of("北京大学在哪里？", "Wer war Otto von Bismarck?", "Что написал Толстой?")) {
            String prompt = "high_level_keywords low_level_keywords\nUser Query: " + question;
            JsonNode reply =
                    new ObjectMapper().readTree(complete(prompt, Optional.empty(), List.of()));
            assertThat(reply.get("low_level_keywords")).as(question).isNotEmpty();
        }
    }

    @Test
    void anAnswerQuotesTheRightDocumentAndListsIt() {
        String answer = answer("Who kept the lamp of the lighthouse?");
        assertThat(answer)
                .contains("Jonas Wren, trimmed the lamp every night for thirty years. [1]")
                .endsWith("### References\n\n- [1] lighthouse.txt");
        assertThat(answer("Why did bread become more expensive?"))
                .contains("because the harvest had failed. [2]")
                .contains("- [2] bread.md")
                .doesNotContain("[1]");
    }

    @Test
    void everyMarkerOfAnAnswerIsInItsReferenceList() {
        String answer = answer("What was built in 1821 and what did the council fix?");
        String[] parts = answer.split("### References", 2);
        assertThat(parts).hasSize(2);
        var markers = Pattern.compile("\\[(\\d+)]").matcher(parts[0]);
        int found = 0;
        while (markers.find()) {
            found++;
            assertThat(parts[1]).contains("- [" + markers.group(1) + "] ");
        }
        assertThat(found).isPositive();
    }

    @Test
    void whatTheDocumentsDoNotSayIsNotAnswered() {
        for (String question :
                List.of(
                        "Who is Captain Ahab?",
                        "What did President Lincoln say about emancipation?",
                        "How do I configure a Kubernetes ingress?")) {
            assertThat(answer(question))
                    .as(question)
                    .contains("nothing")
                    .doesNotContain("References");
        }
    }

    @Test
    void theDocumentsTitleCountsToo() {
        String system = ANSWER_SYSTEM.replace("[2] bread.md", "[2] report-by-harriet-stone.md");
        CompletionRequest request =
                request(
                        "What did Stone report about bread prices?",
                        Optional.of(system),
                        List.of());
        assertThat(model.complete(request).text()).contains("Bread prices doubled").contains("[2]");
    }

    @Test
    void aStreamHasSentencesAsPiecesAndEndsWhenClosed() {
        CompletionRequest request =
                request(
                        "Who kept the lamp of the lighthouse?",
                        Optional.of(ANSWER_SYSTEM),
                        List.of());
        StringBuilder joined = new StringBuilder();
        int pieces = 0;
        try (CompletionStream stream = model.stream(request)) {
            while (stream.hasNext()) {
                joined.append(stream.next());
                pieces++;
            }
        }
        assertThat(pieces).isGreaterThan(1);
        assertThat(joined.toString()).isEqualTo(model.complete(request).text());
        CompletionStream closed = model.stream(request);
        closed.close();
        assertThat(closed.hasNext()).isFalse();
    }

    @Test
    void summariesAreSentencesOfTheDescriptions() {
        List<String> descriptions = new ArrayList<>();
        StringBuilder prompt =
                new StringBuilder("---Input---\nEntity Name: Pequod\n\nDescription List:\n```\n");
        for (int i = 0; i < 30; i++) {
            String text =
                    "The Pequod is a whaling ship of Nantucket with mast number "
                            + i
                            + " and a \\\"bone\\\" tiller.";
            descriptions.add(text.replace("\\\"", "\""));
            prompt.append("{\"Description\": \"").append(text).append("\"}\n");
        }
        prompt.append(
                "{\"Description\": \"Ahab commands the Pequod from the quarter-deck.\"}\n{\"Descr");
        prompt.append("\n```\n\n---Output---");
        String summary = complete(prompt.toString(), Optional.empty(), List.of());
        assertThat(summary)
                .contains("whaling ship")
                .contains("Ahab commands the Pequod")
                .hasSizeLessThan(950);
        assertThat(summary.split("(?<=\\.) "))
                .allSatisfy(
                        s -> assertThat(s.contains("Ahab") || descriptions.contains(s)).isTrue());
    }

    @Test
    void aReplyOverItsLimitIsCutBetweenPiecesAndSaysSo() {
        CompletionRequest whole =
                request("Who kept the lamp?", Optional.of(ANSWER_SYSTEM), List.of());
        CompletionRequest little =
                new CompletionRequest(
                        whole.prompt(),
                        whole.system(),
                        List.of(),
                        false,
                        OptionalInt.of(5),
                        CallPriority.INTERACTIVE);
        Completion cut = model.complete(little);
        assertThat(cut.truncated()).isTrue();
        assertThat(model.complete(whole).text()).startsWith(cut.text());
        assertThat(model.complete(whole).truncated()).isFalse();
    }

    @Test
    void withoutAContextItSaysWhatItIs() {
        assertThat(complete("Tell me a joke", Optional.empty(), List.of())).contains("LLM_BINDING");
    }

    @Test
    void theSameRequestGetsTheSameReply() {
        assertThat(extract(TEXT)).isEqualTo(extract(TEXT));
        assertThat(answer("What did fishermen pay?")).isEqualTo(answer("What did fishermen pay?"));
    }

    @Test
    void tablesAndFormulasAreDescribedByWhatStandsInThem() {
        JsonNode table =
                described("---Table (JSON)---", "[[\"Name\", \"Mass\"]]\n[[\"Sun\", \"big\"]]");
        assertThat(table.get("name").asString()).isEqualTo("Name_Mass_Sun_big");
        assertThat(table.get("description").asString()).isEqualTo("Name Mass Sun big.");
        JsonNode formula = described("---Formula (LaTeX)---", "E = mc^2");
        assertThat(formula.get("name").asString()).isEqualTo("E_mc2");
        assertThat(formula.get("description").asString()).isEqualTo("E = mc^2.");
        assertThat(described("---Table (HTML)---", "<table></table>").get("name").asString())
                .isEqualTo("unnamed");
    }

    private JsonNode described(String marker, String content) {
        CompletionRequest request =
                new CompletionRequest(
                        "Say it.\n\n---Text before---\n```\nn/a\n```\n\n%s\n```\n%s\n```\n\n---Output---\n"
                                .formatted(marker, content),
                        Optional.empty(),
                        List.of(),
                        true,
                        OptionalInt.empty(),
                        CallPriority.INGEST);
        return new ObjectMapper().readTree(model.complete(request).text());
    }

    private String extract(String text) {
        String user =
                "At most 40 entities. Finish with `<|COMPLETE|>`.\n\n---Input Text---\n```\n"
                        + text
                        + "\n```\n\n---Output---\n";
        return complete(user, Optional.of(EXTRACT_SYSTEM), List.of());
    }

    private String answer(String question) {
        return complete(question, Optional.of(ANSWER_SYSTEM), List.of());
    }

    private String complete(String prompt, Optional<String> system, List<ChatMessage> history) {
        return model.complete(request(prompt, system, history)).text();
    }

    private static CompletionRequest request(
            String prompt, Optional<String> system, List<ChatMessage> history) {
        return new CompletionRequest(
                prompt, system, history, false, OptionalInt.empty(), CallPriority.INTERACTIVE);
    }

    private static String[] fields(String line) {
        return line.split(Pattern.quote("<|#|>"), -1);
    }

    private static List<String> names(List<String[]> records) {
        return records.stream().filter(r -> r[0].equals("entity")).map(r -> r[1]).toList();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(n -> texts.add(n.asString()));
        return texts;
    }
}
