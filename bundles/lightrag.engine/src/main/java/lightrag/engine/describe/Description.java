package lightrag.engine.describe;

import java.util.Optional;
import lightrag.spi.text.ParsedDocument.Block;
import lightrag.spi.text.ParsedDocument.Item;

/**
 * What a model says of a table or formula.
 *
 * @param block it stands in
 * @param equation in LaTeX; empty for a table
 * @param key of the kept reply; absent when it is not kept
 */
public record Description(
        Item item, Block block, String name, String text, String equation, Optional<String> key) {}
