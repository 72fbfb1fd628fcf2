/**
 * How statements of documents become one graph (section 5 of the engine rules). Decisions are pure
 * functions.
 */
@NullMarked
package lightrag.engine.merge;

import org.jspecify.annotations.NullMarked;
