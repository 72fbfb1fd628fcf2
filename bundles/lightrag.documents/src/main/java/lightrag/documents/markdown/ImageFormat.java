package lightrag.documents.markdown;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells the formats of pictures by their first bytes; a name or a declared type may lie. */
final class ImageFormat {
    private ImageFormat() {}

    /** The suffix without dot; empty for what is no raster picture. */
    static Optional<String> of(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(12, bytes.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of("png");
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("jpg");
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return Optional.of("gif");
        }
        boolean webp = head.startsWith("RIFF") && head.startsWith("WEBP", 8);
        return webp ? Optional.of("webp") : Optional.empty();
    }
}
