package lightrag.documents.section;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lightrag.documents.markdown.MarkdownParser;
import lightrag.spi.text.ParsedDocument;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What the reference makes of Markdown: blocks, items and the chunks of the paragraph-semantic
 * strategy, recorded once from its own parser and chunker without a network.
 */
public record GoldenBlocks(JsonNode row) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static Stream<GoldenBlocks> all() throws IOException {
        try (InputStream in = GoldenBlocks.class.getResourceAsStream("blocks.json")) {
            JsonNode documents = JSON.readTree(in).get("documents");
            return StreamSupport.stream(documents.spliterator(), false).map(GoldenBlocks::new);
        }
    }

    public String name() {
        return row.get("name").asString();
    }

    public String documentId() {
        return "doc-" + md5(name() + ".md");
    }

    public ParsedDocument parsed() {
        byte[] content = row.get("text").asString().getBytes(StandardCharsets.UTF_8);
        return new MarkdownParser().read(documentId(), name() + ".md", content);
    }

    public JsonNode get(String field) {
        return row.get(field);
    }

    public static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
    }

    public static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("MD5")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
