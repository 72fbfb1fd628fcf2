/** Replies of models, kept so that a retry replays them (section 7 of the engine rules). */
@NullMarked
package lightrag.engine.cache;

import org.jspecify.annotations.NullMarked;
