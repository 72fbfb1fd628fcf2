/**
 * Reads {@code multipart/form-data} as a stream, so that an upload goes from the socket to its
 * consumer without a copy in memory or in a temporary file.
 */
@NullMarked
package lightrag.rest.multipart;

import org.jspecify.annotations.NullMarked;
