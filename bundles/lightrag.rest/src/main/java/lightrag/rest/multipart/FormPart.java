package lightrag.rest.multipart;

import java.io.InputStream;
import java.util.Optional;

/**
 * One part of a form.
 *
 * @param name of the form field
 * @param fileName as the client sent it, unchecked; empty for plain fields
 * @param content valid until the next part is asked for
 */
public record FormPart(String name, Optional<String> fileName, InputStream content) {}
