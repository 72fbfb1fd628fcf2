/**
 * Documents and the pipeline that processes them: accept, list, follow, delete. Routes are
 * stateless; what they accept is declared beside them.
 */
@NullMarked
package lightrag.rest.document;

import org.jspecify.annotations.NullMarked;
