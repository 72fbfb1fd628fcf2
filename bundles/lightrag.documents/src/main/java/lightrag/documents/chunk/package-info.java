/** Chunking strategies (section 3 of the engine rules), each an OSGi service. */
@NullMarked
package lightrag.documents.chunk;

import org.jspecify.annotations.NullMarked;
