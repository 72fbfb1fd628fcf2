/** Parsers from the bytes of a file to its text, each an OSGi service. */
@NullMarked
package lightrag.documents.parse;

import org.jspecify.annotations.NullMarked;
