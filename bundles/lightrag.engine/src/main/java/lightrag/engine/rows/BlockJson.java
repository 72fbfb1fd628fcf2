package lightrag.engine.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lightrag.spi.text.ParsedDocument;
import lightrag.spi.text.ParsedDocument.Block;
import lightrag.spi.text.ParsedDocument.Item;
import lightrag.spi.text.ParsedDocument.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Blocks and items in a document's row. A block's text is part of the document's, so that its
 * length is enough.
 */
final class BlockJson {
    private BlockJson() {}

    static ArrayNode blocks(List<Block> blocks) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(blocks.size());
        for (Block block : blocks) {
            array.addObject()
                    .put("blockid", block.id())
                    .put("level", block.level())
                    .put("heading", block.heading())
                    .put("length", block.content().length())
                    .set("parent_headings", RowJson.array(block.parents()));
        }
        return array;
    }

    /** None when the lengths don't make up the content. */
    static List<Block> blocks(JsonNode array, String content) {
        List<Block> blocks = new ArrayList<>(array.size());
        int start = 0;
        for (JsonNode node : array) {
            int end = start + node.path("length").asInt(0);
            if (end > content.length()) {
                return List.of();
            }
            blocks.add(
                    new Block(
                            RowJson.text(node, "blockid"),
                            node.path("level").asInt(0),
                            RowJson.text(node, "heading"),
                            RowJson.texts(node.path("parent_headings")),
                            content.substring(start, end)));
            start = end + ParsedDocument.SEPARATOR.length();
        }
        boolean whole = start - ParsedDocument.SEPARATOR.length() == content.length();
        return whole ? blocks : List.of();
    }

    static ArrayNode items(List<Item> items) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
        for (Item item : items) {
            ObjectNode node =
                    array.addObject()
                            .put("type", item.kind().name().toLowerCase(Locale.ROOT))
                            .put("id", item.id())
                            .put("blockid", item.blockId())
                            .put("format", item.format())
                            .put("content", item.content());
            item.header().ifPresent(header -> node.put("table_header", header));
        }
        return array;
    }

    static List<Item> items(JsonNode array) {
        List<Item> items = new ArrayList<>(array.size());
        for (JsonNode node : array) {
            items.add(
                    new Item(
                            Kind.valueOf(RowJson.text(node, "type").toUpperCase(Locale.ROOT)),
                            RowJson.text(node, "id"),
                            RowJson.text(node, "blockid"),
                            RowJson.text(node, "format"),
                            RowJson.text(node, "content"),
                            RowJson.optionalText(node, "table_header")));
        }
        return items;
    }
}
