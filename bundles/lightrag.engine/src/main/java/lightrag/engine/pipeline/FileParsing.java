package lightrag.engine.pipeline;

import java.util.Locale;
import lightrag.api.LightRagException;
import lightrag.engine.rows.DocumentRow;
import lightrag.engine.text.PythonText;
import lightrag.engine.text.TextCleaner;
import lightrag.spi.engine.TextTools;
import lightrag.spi.text.DocumentParser;

/** Reads a waiting file's text. */
final class FileParsing {

    private final InputFolder folder;
    private final TextTools tools;

    FileParsing(InputFolder folder, TextTools tools) {
        this.folder = folder;
        this.tools = tools;
    }

    /**
     * @throws ParseFailedException there is no file, no parser for it, or no text in it
     */
    String text(DocumentRow row) {
        String file = row.sourceFile().orElse(row.filePath());
        DocumentParser parser =
                tools.parser(suffix(file))
                        .orElseThrow(
                                () ->
                                        new ParseFailedException(
                                                "No parser for files like '"
                                                        + file
                                                        + "' is installed; install one and retry."));
        byte[] content =
                folder.read(file)
                        .orElseThrow(
                                () ->
                                        new ParseFailedException(
                                                "The file '"
                                                        + file
                                                        + "' is no longer in the input folder; upload it again."));
        String text = parsed(parser, file, content);
        if (PythonText.strip(text).isEmpty()) {
            throw new ParseFailedException("The file '" + file + "' holds no text.");
        }
        return text;
    }

    private static String parsed(DocumentParser parser, String file, byte[] content) {
        try {
            return TextCleaner.deleteUnstorable(parser.parse(file, content));
        } catch (LightRagException e) {
            throw new ParseFailedException(String.valueOf(e.getMessage()));
        }
    }

    /** The suffix with its dot, in lower case; empty text when there is none. */
    static String suffix(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot).toLowerCase(Locale.ROOT);
    }
}
