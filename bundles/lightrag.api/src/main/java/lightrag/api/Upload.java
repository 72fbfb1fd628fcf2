package lightrag.api;

import java.io.InputStream;

/**
 * A file to store and process.
 *
 * @param fileName as the client sent it, unchecked
 * @param content read once, not closed
 */
public record Upload(String fileName, InputStream content) {}
