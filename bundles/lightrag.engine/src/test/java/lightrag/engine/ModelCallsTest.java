package lightrag.engine;

import static lightrag.engine.Workspace.entityLine;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import lightrag.api.QueryMode;
import lightrag.api.QueryParam;
import lightrag.api.SourceFilter;
import lightrag.engine.ScriptedModels.Call;
import lightrag.spi.model.CallPriority;
import lightrag.spi.model.ModelRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which role each call is made in, how urgent it is, and how many there are (rules RL-1, RL-2). */
class ModelCallsTest {

    private static final Call EXTRACTION = new Call(ModelRole.EXTRACT, CallPriority.INGEST);
    private static final Call SUMMARY = new Call(ModelRole.EXTRACT, CallPriority.SUMMARY);

    @TempDir Path directory;

    @Test
    void ingestYieldsToSummariesAndBothToPeople() {
        try (Workspace w =
                new Workspace(
                        directory,
                        Map.of(
                                "max.gleaning", "0",
                                "force.llm.summary.on.merge", "2",
                                "cosine.threshold", "-1"))) {
            w.ingest("a.txt", entityLine("Alice", "person", "first"));
            w.ingest("b.txt", entityLine("Alice", "person", "second"));
            assertThat(w.models.calls).containsExactly(EXTRACTION, EXTRACTION, SUMMARY);
            assertThat(w.models.embeddingCalls).containsOnly(CallPriority.INGEST);
            w.models.calls.clear();
            w.models.embeddingCalls.clear();
            w.models.script =
                    request ->
                            request.json()
                                    ? "{\"high_level_keywords\": [\"people\"],"
                                            + " \"low_level_keywords\": [\"Alice\"]}"
                                    : "An answer.";
            assertThat(w.engine.query(question()).text()).isEqualTo("An answer.");
            assertThat(w.models.calls)
                    .containsExactly(
                            new Call(ModelRole.KEYWORD, CallPriority.INTERACTIVE),
                            new Call(ModelRole.QUERY, CallPriority.INTERACTIVE));
            assertThat(w.models.embeddingCalls).containsExactly(CallPriority.INTERACTIVE);
            assertThat(w.models.embedded.getLast())
                    .as("question and both keyword texts in one call")
                    .containsExactly("Who is Alice?", "Alice", "people");
        }
    }

    @Test
    void aDocumentsTextsAreEmbeddedInTwoCallsHoweverManyThereAre() {
        try (Workspace w = new Workspace(directory, Map.of("max.gleaning", "0"))) {
            String[] lines =
                    IntStream.range(0, 40)
                            .mapToObj(i -> entityLine("Thing " + i, "thing", "Text " + i))
                            .toArray(String[]::new);
            w.ingest("many.txt", lines);
            assertThat(w.models.embedded)
                    .as("its chunks while the model extracts, what it changed in the graph after")
                    .extracting(List::size)
                    .containsExactly(1, 40);
        }
    }

    private static QueryParam question() {
        return new QueryParam(
                "Who is Alice?",
                QueryMode.MIX,
                false,
                false,
                Optional.empty(),
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                Optional.of(false),
                SourceFilter.NONE);
    }
}
