package lightrag.engine;

import static lightrag.engine.Workspace.entityLine;
import static lightrag.engine.Workspace.relationLine;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import lightrag.api.NewDocument;
import lightrag.api.QueryData;
import lightrag.api.QueryMode;
import lightrag.api.QueryParam;
import lightrag.api.SourceFilter;
import lightrag.engine.text.Hashing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Questions that may use some sources only. */
class FilterTest {

    /** Every vector is near enough, so that only the filter decides. */
    private static final Map<String, String> SETTINGS =
            Map.of("max.gleaning", "0", "cosine.threshold", "-1");

    @TempDir Path directory;

    private Workspace workspace() {
        Workspace w = new Workspace(directory, SETTINGS);
        insert(w, "a.txt", "red", entityLine("Shared", "person", "Shared in a."), "Anna", "Arno");
        insert(w, "b.txt", "blue", entityLine("Shared", "person", "Shared in b."), "Bert", "Bine");
        insert(w, "c.txt", "blue", entityLine("Other", "person", "Only in c."), "Carl", "Cleo");
        return w;
    }

    private static void insert(
            Workspace w, String name, String colour, String line, String... two) {
        String text =
                String.join(
                        "\n",
                        line,
                        entityLine(two[0], "person", two[0] + " is here."),
                        entityLine(two[1], "person", two[1] + " is here."),
                        relationLine(two[0], two[1], "knows", "They know each other."),
                        relationLine(two[0], "Shared", "knows", "They know each other."));
        w.engine.insert(
                List.of(new NewDocument(text, name, Optional.empty(), Map.of("colour", colour))));
        w.awaitIdle();
    }

    private static QueryData ask(Workspace w, QueryMode mode, SourceFilter filter) {
        return w.engine.data(
                new QueryParam(
                        "Who is here?",
                        mode,
                        false,
                        false,
                        Optional.empty(),
                        false,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        List.of("people"),
                        List.of("names"),
                        List.of(),
                        Optional.empty(),
                        false,
                        Optional.of(false),
                        filter));
    }

    /** All file names that any part of a result shows. */
    private static Set<String> files(QueryData data) {
        Set<String> files = new HashSet<>();
        data.entities().forEach(hit -> files.addAll(hit.entity().filePaths()));
        data.relations().forEach(hit -> files.addAll(hit.relation().filePaths()));
        data.chunks().forEach(chunk -> files.add(chunk.filePath()));
        data.references().forEach(reference -> files.add(reference.filePath()));
        return files;
    }

    private static String id(String name) {
        return Hashing.id("doc-", name);
    }

    @ParameterizedTest
    @EnumSource(value = QueryMode.class, names = "BYPASS", mode = EnumSource.Mode.EXCLUDE)
    void onlyAllowedSourcesAreUsed(QueryMode mode) {
        try (Workspace w = workspace()) {
            assertThat(files(ask(w, mode, SourceFilter.NONE))).contains("a.txt", "b.txt", "c.txt");
            for (SourceFilter filter :
                    List.of(
                            new SourceFilter(Set.of("b.txt"), Set.of()),
                            new SourceFilter(Set.of(), Set.of(id("b.txt"))),
                            new SourceFilter(Set.of("a.txt", "b.txt"), Set.of(id("b.txt"))),
                            new SourceFilter(
                                    Set.of("a.txt", "b.txt"),
                                    Set.of(),
                                    Map.of("colour", "blue")))) {
                QueryData data = ask(w, mode, filter);
                assertThat(files(data)).as(filter.toString()).containsExactly("b.txt");
                assertThat(data.chunks())
                        .isNotEmpty()
                        .allSatisfy(chunk -> assertThat(chunk.chunkId()).startsWith(id("b.txt")));
                assertThat(data.entities())
                        .allSatisfy(
                                hit ->
                                        assertThat(hit.entity().sourceIds())
                                                .isNotEmpty()
                                                .allMatch(
                                                        source -> source.startsWith(id("b.txt"))));
                if (mode != QueryMode.NAIVE) {
                    assertThat(data.entities())
                            .extracting(hit -> hit.entity().name())
                            .containsExactlyInAnyOrder("Shared", "Bert", "Bine");
                    assertThat(data.relations()).hasSize(2);
                }
            }
        }
    }

    @Test
    void metadataOfTheCallerAndOfTheDocumentCount() {
        try (Workspace w = workspace()) {
            assertThat(
                            files(
                                    ask(
                                            w,
                                            QueryMode.MIX,
                                            new SourceFilter(
                                                    Set.of(),
                                                    Set.of(),
                                                    Map.of(
                                                            "colour",
                                                            "blue",
                                                            "chunk_method",
                                                            "fixed_token")))))
                    .containsExactlyInAnyOrder("b.txt", "c.txt");
        }
    }

    @Test
    void whatNothingMeetsFindsNothing() {
        try (Workspace w = workspace()) {
            for (SourceFilter filter :
                    List.of(
                            new SourceFilter(Set.of("none.txt"), Set.of()),
                            new SourceFilter(Set.of(), Set.of("doc-none")),
                            new SourceFilter(Set.of("a.txt"), Set.of(id("b.txt"))),
                            new SourceFilter(Set.of(), Set.of(), Map.of("colour", "green")))) {
                assertThat(ask(w, QueryMode.MIX, filter).success()).as(filter.toString()).isFalse();
            }
        }
    }

    @Test
    void aRetryKeepsWhatTheCallerSaid() {
        try (Workspace w = workspace()) {
            w.models.script =
                    request -> {
                        throw new lightrag.api.ModelFailureException("down", true);
                    };
            insert(w, "d.txt", "green", entityLine("Late", "person", "Late."), "Dora", "Dirk");
            w.models.script = ScriptedModels::echo;
            w.engine.reprocessFailed();
            w.awaitIdle();
            SourceFilter green = new SourceFilter(Set.of(), Set.of(), Map.of("colour", "green"));
            assertThat(files(ask(w, QueryMode.MIX, green))).containsExactly("d.txt");
        }
    }
}
