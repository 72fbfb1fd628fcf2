/**
 * Taking a document's statements out of the graph again (sections 8.2 and 8.3 of the engine rules).
 */
@NullMarked
package lightrag.engine.purge;

import org.jspecify.annotations.NullMarked;
