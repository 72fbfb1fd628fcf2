/**
 * Writes values of {@code lightrag.api} as the JSON that clients of the reference read: field
 * names, their order, and how several values are joined. Stateless.
 */
@NullMarked
package lightrag.rest.wire;

import org.jspecify.annotations.NullMarked;
