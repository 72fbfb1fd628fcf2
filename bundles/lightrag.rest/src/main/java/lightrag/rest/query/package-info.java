/**
 * Questions: answered at once, piece by piece, or by retrieval alone. Routes are stateless; what
 * they accept is declared beside them.
 */
@NullMarked
package lightrag.rest.query;

import org.jspecify.annotations.NullMarked;
