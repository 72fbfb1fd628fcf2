package lightrag.documents.markdown;

import java.util.Optional;

/**
 * A picture of which only this much is kept.
 *
 * @param format its suffix without dot
 * @param digest SHA-256 in hexadecimal
 */
record Image(String format, String digest) {

    /** Empty for what is no raster picture. */
    static Optional<Image> of(byte[] bytes) {
        return ImageFormat.of(bytes).map(format -> new Image(format, Digests.sha256(bytes)));
    }
}
