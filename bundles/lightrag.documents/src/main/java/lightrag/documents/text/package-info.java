/** Text operations that behave as Python's. */
@NullMarked
package lightrag.documents.text;

import org.jspecify.annotations.NullMarked;
