package lightrag.documents.parse;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import lightrag.api.InvalidInputException;

/**
 * Reads text files. Another encoding is refused rather than guessed, since a wrong guess would fill
 * the knowledge base with garbage.
 */
public final class Utf8 {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Utf8() {}

    /**
     * The text of a file, without a byte order mark.
     *
     * @throws InvalidInputException it is no UTF-8, or blank
     */
    public static String text(String fileName, byte[] content) {
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
