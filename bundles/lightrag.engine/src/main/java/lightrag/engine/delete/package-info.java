/**
 * Deleting documents, without a trace, and clearing a workspace (section 8.1 of the engine rules).
 */
@NullMarked
package lightrag.engine.delete;

import org.jspecify.annotations.NullMarked;
