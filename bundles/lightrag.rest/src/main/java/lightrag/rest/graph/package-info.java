/**
 * Reads and edits of the knowledge graph. Routes are stateless; what they accept is declared beside
 * them.
 */
@NullMarked
package lightrag.rest.graph;

import org.jspecify.annotations.NullMarked;
