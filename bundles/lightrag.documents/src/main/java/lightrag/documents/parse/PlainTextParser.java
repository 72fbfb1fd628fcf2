package lightrag.documents.parse;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import lightrag.api.InvalidInputException;
import lightrag.spi.text.DocumentParser;
import org.osgi.service.component.annotations.Component;

/**
 * Files that are text already: prose, mark-up, data and source code, in UTF-8 with or without a
 * byte order mark. Another encoding is refused rather than guessed, since a wrong guess would fill
 * the knowledge base with garbage.
 */
@Component
public final class PlainTextParser implements DocumentParser {

    private static final Set<String> SUFFIXES =
            Set.of(
                    ".bat",
                    ".c",
                    ".conf",
                    ".cpp",
                    ".css",
                    ".csv",
                    ".go",
                    ".h",
                    ".hpp",
                    ".htm",
                    ".html",
                    ".ini",
                    ".java",
                    ".js",
                    ".json",
                    ".less",
                    ".log",
                    ".md",
                    ".mdx",
                    ".php",
                    ".properties",
                    ".py",
                    ".rb",
                    ".scss",
                    ".sh",
                    ".sql",
                    ".swift",
                    ".tex",
                    ".ts",
                    ".txt",
                    ".xml",
                    ".yaml",
                    ".yml");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Override
    public Set<String> suffixes() {
        return SUFFIXES;
    }

    @Override
    public String parse(String fileName, byte[] content) {
        String text = decode(fileName, content);
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        if (text.isBlank()) {
            throw new InvalidInputException(
                    "file", fileName + " holds no text; there is nothing to process.");
        }
        return text;
    }

    private static String decode(String fileName, byte[] content) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInputException("file", fileName + " " + reason(content));
        }
    }

    private static String reason(byte[] content) {
        boolean utf16 =
                content.length >= 2
                        && ((content[0] == (byte) 0xFF && content[1] == (byte) 0xFE)
                                || (content[0] == (byte) 0xFE && content[1] == (byte) 0xFF));
        return utf16
                ? "is UTF-16; save it as UTF-8 and send it again."
                : "is not valid UTF-8; convert it to UTF-8 and send it again.";
    }
}
