package lightrag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.ModelFailureException;
import lightrag.api.TrackId;
import lightrag.engine.rows.ChunkRow;
import lightrag.engine.rows.DocumentRow;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.text.Chunk.Heading;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents whose parser finds blocks (rules NW-4, CH-53 and CH-61, EX-8). */
class BlocksTest {

    private static final Map<String, String> SMALL =
            Map.of("max.gleaning", "0", "chunk.p.size", "100", "chunk.f.size", "16");
    private static final String OVERLAPS = "(chunk_ol=4)";
    private static final String GUIDE =
            """
            # Guide

            Opening words of the guide, of which there are enough to stand alone: whoever reads them
            knows what comes below, and whoever does not read them will find out in good time.

            ## Setup

            ### Tools

            Get a hammer. Get a saw. Then look for nails of the right length in the shed.

            | Tool | Use |
            |------|-----|
            | saw  | cuts |
            """;

    @TempDir Path directory;

    @Test
    void chunksFollowTheHeadingsAndTheModelReadsThem() {
        try (Workspace w = new Workspace(directory, SMALL)) {
            DocumentRecord document = processed(w, "guide.[native-P" + OVERLAPS + "].md");
            assertThat(document.metadata())
                    .containsEntry("parse_engine", "native")
                    .containsEntry("parse_format", "lightrag")
                    .containsEntry("chunk_method", "paragraph_semantic");
            List<ChunkRow> chunks = chunks(w, document);
            assertThat(chunks.stream().map(ChunkRow::id).toList())
                    .isEqualTo(List.of(document.id() + "-chunk-000", document.id() + "-chunk-001"));
            assertThat(chunks.get(1).heading()).contains(new Heading(2, "Setup", List.of("Guide")));
            assertThat(chunks.get(1).content()).startsWith("## Setup\n\n### Tools\n");
            assertThat(chunks.get(1).sidecar()).containsEntry("type", "block");
            assertThat(refs(chunks.get(1))).hasSize(2);
            assertThat(w.models.asked)
                    .anyMatch(request -> request.prompt().contains("Guide → Setup"));
        }
    }

    @Test
    void chunksOfOtherStrategiesTellTheirBlocks() {
        try (Workspace w = new Workspace(directory, SMALL)) {
            DocumentRecord document = processed(w, "guide.[native-F" + OVERLAPS + "].md");
            List<ChunkRow> chunks = chunks(w, document);
            assertThat(chunks).hasSizeGreaterThan(4).allMatch(chunk -> chunk.heading().isEmpty());
            assertThat(chunks).allMatch(chunk -> !refs(chunk).isEmpty());
            List<String> blocks =
                    w
                            .value(KeyValueNamespace.FULL_DOCS, document.id())
                            .map(DocumentRow::decode)
                            .orElseThrow()
                            .blocks()
                            .stream()
                            .map(block -> block.id())
                            .toList();
            assertThat(blocks).hasSize(3);
            assertThat(refs(chunks.getFirst())).containsExactly(blocks.getFirst());
            assertThat(refs(chunks.getLast())).containsExactly(blocks.getLast());
            assertThat(chunks.stream().flatMap(chunk -> refs(chunk).stream()).distinct().toList())
                    .isEqualTo(blocks);
        }
    }

    @Test
    void aRetryFindsTheBlocksInTheStore() {
        try (Workspace w = new Workspace(directory, SMALL)) {
            w.models.script =
                    request -> {
                        throw new ModelFailureException("not now", false);
                    };
            TrackId track = w.upload("guide.[native-P" + OVERLAPS + "].md", GUIDE);
            w.awaitIdle();
            DocumentRecord failed = w.engine.track(track).getFirst();
            assertThat(failed.status()).isEqualTo(DocStatus.FAILED);
            List<ChunkRow> before = chunks(w, failed);
            w.reopen();
            w.models.script = ScriptedModels::echo;
            w.engine.resume();
            w.engine.reprocessFailed();
            Workspace.await(() -> w.document(failed.id()).status() == DocStatus.PROCESSED);
            assertThat(w.document(failed.id()).metadata())
                    .containsEntry("parse_stage_skipped", true)
                    .containsEntry("parse_format", "lightrag");
            assertThat(chunks(w, w.document(failed.id())))
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("cacheKeys")
                    .isEqualTo(before);
        }
    }

    @Test
    void withoutTheEngineMarkdownIsText() {
        try (Workspace w = new Workspace(directory, SMALL)) {
            DocumentRecord document = processed(w, "guide.[-P" + OVERLAPS + "].md");
            assertThat(document.metadata())
                    .containsEntry("parse_engine", "legacy")
                    .containsEntry("parse_format", "raw");
            assertThat(chunks(w, document))
                    .isNotEmpty()
                    .allMatch(chunk -> chunk.heading().isEmpty() && chunk.sidecar().isEmpty());
        }
    }

    private static DocumentRecord processed(Workspace w, String name) {
        TrackId track = w.upload(name, GUIDE);
        w.awaitIdle();
        DocumentRecord document = w.engine.track(track).getFirst();
        assertThat(document.status()).as("%s", document.error()).isEqualTo(DocStatus.PROCESSED);
        return document;
    }

    private static List<ChunkRow> chunks(Workspace w, DocumentRecord document) {
        List<ChunkRow> chunks = new ArrayList<>();
        for (String id : document.chunkIds()) {
            chunks.add(row(w, id));
        }
        return chunks;
    }

    private static List<String> refs(ChunkRow chunk) {
        return chunk.sidecar().get("refs") instanceof List<?> refs
                ? refs.stream().map(ref -> String.valueOf(((Map<?, ?>) ref).get("id"))).toList()
                : List.of();
    }

    private static final String LETTER =
            """
            # Physics

            Before the table.

            | Name | Mass |
            |------|------|
            | Sun  | big  |

            Behind the table.

            ## Law

            $$ E = mc^2 $$
            """;

    @Test
    void tablesAndFormulasAreDescribedWhenTheLettersAsk() {
        try (Workspace w = new Workspace(directory, SMALL, BlocksTest::answer)) {
            TrackId track = w.upload("p.[native-teP" + OVERLAPS + "].md", LETTER);
            w.awaitIdle();
            DocumentRecord document = w.engine.track(track).getFirst();
            assertThat(document.status()).as("%s", document.error()).isEqualTo(DocStatus.PROCESSED);
            assertThat(document.metadata())
                    .containsEntry("mm_chunks", 2L)
                    .containsKey("analyzing_end_time")
                    .doesNotContainKey("analyzing_stage_skipped");
            String hash = document.id().substring(4);
            assertThat(document.chunkIds())
                    .endsWith(document.id() + "-mm-table-000", document.id() + "-mm-equation-000");
            ChunkRow table = row(w, document.id() + "-mm-table-000");
            assertThat(table.content()).isEqualTo("[Table Name]mass_of_stars\n\nSun is heavy.");
            assertThat(table.heading()).contains(new Heading(0, "Physics", List.of()));
            assertThat(table.sidecar())
                    .containsEntry("type", "table")
                    .containsEntry("id", "tb-" + hash + "-0001");
            assertThat(table.cacheKeys()).hasSize(2);
            ChunkRow formula = row(w, document.id() + "-mm-equation-000");
            assertThat(formula.content())
                    .isEqualTo("E = mc^2\n[Equation Name]mass_energy\n\nEnergy equals mass.");
            assertThat(formula.order()).isEqualTo(table.order() + 1);
            assertThat(asked(w, "---Table"))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("[[\"Sun\", \"big\"]]", "Before the table.", "Behind the table.")
                    .doesNotContain("tb-" + hash);
            assertThat(w.entity("tb-" + hash + "-0001").type()).isEqualTo("table");
            assertThat(w.relation("tb-" + hash + "-0001", "Sun").description())
                    .isEqualTo(
                            "The table mass_of_stars in the section Physics of \"p.md\" is about"
                                    + " Sun.");
        }
    }

    @Test
    void withoutTheLettersNothingIsDescribed() {
        try (Workspace w = new Workspace(directory, SMALL, BlocksTest::answer)) {
            w.upload("p.[native-eP" + OVERLAPS + "].md", LETTER);
            w.awaitIdle();
            assertThat(asked(w, "---Table")).isEmpty();
            assertThat(asked(w, "---Formula")).hasSize(1);
        }
    }

    @Test
    void aModelThatGivesNoObjectIsAskedTwiceAndFailsTheDocument() {
        try (Workspace w = new Workspace(directory, SMALL, request -> "I would rather not.")) {
            TrackId track = w.upload("p.[native-tP" + OVERLAPS + "].md", LETTER);
            w.awaitIdle();
            DocumentRecord document = w.engine.track(track).getFirst();
            assertThat(document.status()).isEqualTo(DocStatus.FAILED);
            assertThat(document.error().orElseThrow())
                    .startsWith("table/tb-")
                    .contains("name and a description");
            assertThat(asked(w, "---Table")).hasSize(2);
            w.models.script = BlocksTest::answer;
            w.engine.reprocessFailed();
            Workspace.await(() -> w.document(document.id()).status() == DocStatus.PROCESSED);
            assertThat(asked(w, "---Table")).hasSize(3);
        }
    }

    private static String answer(CompletionRequest request) {
        if (request.prompt().contains("---Table")) {
            return "```json\n{\"name\": \"mass_of_stars\", \"description\": \"Sun is heavy.\"}\n```";
        }
        if (request.prompt().contains("---Formula")) {
            return "{\"name\": \"mass_energy\", \"description\": \"Energy equals mass.\"}";
        }
        return request.prompt().contains("Sun is heavy.")
                ? Workspace.entityLine("Sun", "Star", "A star.")
                : "<|COMPLETE|>";
    }

    private static List<String> asked(Workspace w, String text) {
        return w.models.asked.stream()
                .map(CompletionRequest::prompt)
                .filter(prompt -> prompt.contains(text))
                .toList();
    }

    private static ChunkRow row(Workspace w, String id) {
        return ChunkRow.decode(id, w.value(KeyValueNamespace.TEXT_CHUNKS, id).orElseThrow());
    }
}
