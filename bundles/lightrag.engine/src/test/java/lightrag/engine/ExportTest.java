package lightrag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import lightrag.api.ExportFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Layouts are the reference's; cells hold rows as Python writes them. */
class ExportTest {

    @TempDir Path directory;

    private byte[] export(ExportFormat format, boolean filled) {
        try (Workspace w = new Workspace(directory, Map.of("max.gleaning", "0"))) {
            if (filled) {
                IngestTest.scenario(w);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            w.engine.export(format, out);
            return out.toByteArray();
        }
    }

    private String text(ExportFormat format, boolean filled) {
        return new String(export(format, filled), StandardCharsets.UTF_8);
    }

    @Test
    void csvHasThreeTables() {
        String csv = text(ExportFormat.CSV, true);
        assertThat(csv)
                .startsWith("# ENTITIES\nentity_name,source_id,graph_data\r\n")
                .contains("\n\n\n# RELATIONS\nsrc_entity,tgt_entity,source_id,graph_data\r\n")
                .contains("\n\n\n# RELATIONSHIPS\nrelationship_id,data\r\n");
        List<String> lines = csv.lines().toList();
        assertThat(lines.get(2)).startsWith("Acme,doc-").contains(",\"{'entity_id': 'Acme', '");
        assertThat(lines).filteredOn(line -> line.startsWith("Acme,Alice,")).hasSize(1);
        assertThat(lines)
                .as("each relation from both ends")
                .filteredOn(line -> line.startsWith("Alice,Acme,"))
                .singleElement()
                .asString()
                .contains("{'weight': 2.0, 'description': ");
        assertThat(lines).filteredOn(line -> line.startsWith("rel-")).isNotEmpty();
    }

    @Test
    void emptyTablesOfCsvAreLeftOut() {
        assertThat(text(ExportFormat.CSV, false)).isEmpty();
    }

    @Test
    void markdownRowsStayOneLine() {
        String markdown = text(ExportFormat.MARKDOWN, true);
        assertThat(markdown)
                .startsWith(
                        "# LightRAG Data Export\n\n## Entities\n\n"
                                + "| entity_name | source_id | graph_data |\n| --- | --- | --- |\n"
                                + "| Acme | doc-");
        assertThat(markdown.lines().filter(line -> !line.isEmpty()))
                .allMatch(line -> line.startsWith("#") || line.startsWith("|"));
        assertThat(markdown).contains("## Relationships\n\n| relation");
    }

    @Test
    void columnsOfTextAreAligned() {
        String aligned = text(ExportFormat.TEXT, true);
        List<String> lines = aligned.lines().toList();
        assertThat(lines.subList(0, 5))
                .containsExactly(
                        "LIGHTRAG DATA EXPORT", "=".repeat(80), "", "ENTITIES", "-".repeat(80));
        int column = lines.get(5).indexOf("source_id");
        assertThat(lines.get(7)).startsWith("Acme ");
        assertThat(lines.get(7).substring(column)).startsWith("doc-");
        assertThat(lines.get(8).substring(column)).startsWith("doc-");
        assertThat(aligned).doesNotContain("No entity");
    }

    @Test
    void workbooksHaveThreeSheets() throws IOException {
        Map<String, String> parts = new HashMap<>();
        Path file = Files.write(directory.resolve("graph.xlsx"), export(ExportFormat.XLSX, true));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.put(
                        entry.getName(),
                        new String(
                                zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(parts.get("xl/workbook.xml"))
                .contains("\"Entities\"", "\"Relations\"", "\"Relationships\"");
        assertThat(parts.get("xl/worksheets/sheet1.xml")).contains("entity_name", "Acme", "Alice");
        assertThat(parts.get("xl/worksheets/sheet3.xml")).contains("relationship_id", "rel-");
    }

    @Test
    void graphMlIsAGraph() throws Exception {
        Document document =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(export(ExportFormat.GRAPHML, true)));
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < document.getElementsByTagName("key").getLength(); i++) {
            Element key = (Element) document.getElementsByTagName("key").item(i);
            names.put(key.getAttribute("id"), key.getAttribute("attr.name"));
        }
        Map<String, String> alice = new HashMap<>();
        for (int i = 0; i < document.getElementsByTagName("node").getLength(); i++) {
            Element node = (Element) document.getElementsByTagName("node").item(i);
            if (node.getAttribute("id").equals("Alice")) {
                for (int j = 0; j < node.getElementsByTagName("data").getLength(); j++) {
                    Element data = (Element) node.getElementsByTagName("data").item(j);
                    alice.put(names.get(data.getAttribute("key")), data.getTextContent());
                }
            }
        }
        assertThat(alice)
                .containsEntry("entity_id", "Alice")
                .containsEntry("description", "Alice is first.<SEP>Alice second.")
                .containsKeys("entity_type", "source_id", "file_path", "created_at");
        assertThat(document.getElementsByTagName("edge").getLength()).isPositive();
    }

    @Test
    void jsonLinesNameTheirType() {
        List<JsonNode> lines =
                text(ExportFormat.JSON_LINES, true)
                        .lines()
                        .map(JsonMapper.shared()::readTree)
                        .toList();
        assertThat(lines)
                .filteredOn(line -> line.path("type").asString().equals("entity"))
                .extracting(line -> line.path("entity_id").asString())
                .contains("Alice", "Acme");
        assertThat(lines)
                .filteredOn(line -> line.path("type").asString().equals("relation"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.path("weight").isNumber()).isTrue())
                .allSatisfy(line -> assertThat(line.path("src_id").asString()).isNotEmpty());
    }
}
