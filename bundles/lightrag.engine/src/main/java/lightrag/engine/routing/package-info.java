/** What a file's name and the operator's rules say about how the file is read and cut. */
@NullMarked
package lightrag.engine.routing;

import org.jspecify.annotations.NullMarked;
