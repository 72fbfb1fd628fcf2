/** Edits of the graph by hand (sections 8.4 and 8.6 of the engine rules); each is one commit. */
@NullMarked
package lightrag.engine.edit;

import org.jspecify.annotations.NullMarked;
