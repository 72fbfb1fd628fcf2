package lightrag.engine.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lightrag.api.LightRagException;
import lightrag.engine.rows.DocumentRow;
import lightrag.engine.text.PythonText;
import lightrag.engine.text.TextCleaner;
import lightrag.spi.engine.TextTools;
import lightrag.spi.text.DocumentParser;
import lightrag.spi.text.ParsedDocument;
import lightrag.spi.text.ParsedDocument.Block;

/** Reads a waiting file. */
final class FileParsing {

    private final InputFolder folder;
    private final TextTools tools;
    private final Map<String, String> settings;

    /**
     * @param settings of the workspace, for parsers that have some
     */
    FileParsing(InputFolder folder, TextTools tools, Map<String, String> settings) {
        this.folder = folder;
        this.tools = tools;
        this.settings = settings;
    }

    /**
     * @param engine that read the file
     */
    record Reading(ParsedDocument document, String engine) {}

    /**
     * @throws ParseFailedException there is no file, no parser for it, or no text in it
     */
    Reading read(String id, DocumentRow row) {
        String file = row.sourceFile().orElse(row.filePath());
        DocumentParser parser = parser(file, row.engine());
        byte[] content =
                folder.read(file)
                        .orElseThrow(
                                () ->
                                        new ParseFailedException(
                                                "The file '"
                                                        + file
                                                        + "' is no longer in the input folder; upload it again."));
        ParsedDocument document = parsed(() -> parser.read(id, row.filePath(), content, settings));
        if (PythonText.strip(document.text()).isEmpty()) {
            throw new ParseFailedException("The file '" + file + "' holds no text.");
        }
        return new Reading(document, parser.engine());
    }

    /** Where nothing reads the structure of a type, its text is read. */
    private DocumentParser parser(String file, String engine) {
        String suffix = suffix(file);
        return (engine.isEmpty() ? tools.parser(suffix) : tools.parser(engine, suffix))
                .or(() -> tools.parser(DocumentParser.LEGACY, suffix))
                .orElseThrow(
                        () ->
                                new ParseFailedException(
                                        "No parser "
                                                + (engine.isEmpty() ? "" : "'" + engine + "' ")
                                                + "for files like '"
                                                + file
                                                + "' is installed; install one and retry."));
    }

    private static ParsedDocument parsed(Supplier<ParsedDocument> parsing) {
        try {
            return storable(parsing.get());
        } catch (LightRagException e) {
            throw new ParseFailedException(String.valueOf(e.getMessage()));
        }
    }

    /** Without characters that can't be kept; the blocks still make up the text. */
    private static ParsedDocument storable(ParsedDocument document) {
        if (document.blocks().isEmpty()) {
            return ParsedDocument.ofText(TextCleaner.deleteUnstorable(document.text()));
        }
        List<Block> blocks =
                document.blocks().stream()
                        .map(
                                block ->
                                        new Block(
                                                block.id(),
                                                block.level(),
                                                block.heading(),
                                                block.parents(),
                                                TextCleaner.deleteUnstorable(block.content())))
                        .toList();
        String text =
                blocks.stream()
                        .map(Block::content)
                        .collect(Collectors.joining(ParsedDocument.SEPARATOR));
        return new ParsedDocument(text, blocks, document.items());
    }

    /** The suffix with its dot, in lower case; empty text when there is none. */
    static String suffix(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot).toLowerCase(Locale.ROOT);
    }
}
