/**
 * From a chunk's text to entities and relations (section 4 of the engine rules). Parsers are pure:
 * whatever a model wrote, they return the records it holds and never throw.
 */
@NullMarked
package lightrag.engine.extract;

import org.jspecify.annotations.NullMarked;
